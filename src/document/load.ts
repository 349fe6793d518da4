// The three OpenAPI documents. A document that cannot be used stops the start, with its file and the place.
import { parse } from 'flatted';
import type { OpenAPIV3 } from 'openapi-types';
import { isRecord } from './json.ts';
import { readDocument, type Source } from './read-document.ts';
import { prepared } from './generated/documents.ts';

export type OpenApiDocument = OpenAPIV3.Document;

/** The documents with every `$ref` resolved and every `allOf` of objects merged. */
export interface Documents {
  readonly contract: OpenApiDocument;
  readonly session: OpenApiDocument;
  readonly control: OpenApiDocument;
}

/**
 * The contract and the mock's own two documents, which refer to it; always a copy of the caller's own. What `npm run generate` has
 * prepared is trusted, because a test compares it with the YAML.
 * @param file another document: one with our names is taken whole; of any other, the bodies and the statuses of success
 * @throws {StartError} when it cannot be read or used, with the place in it
 */
export async function loadDocuments(file?: string): Promise<Documents> {
  if (file === undefined) return loadOwn();
  const [source, own] = [await readDocument(file), loadOwn()];
  if (!hasOurNames(source.value, own)) return adopted(own, source);
  const { resolveDocuments } = await import('./resolve.ts');
  return resolveDocuments(source);
}

/** The same for a contract run, which takes nothing else of a document than the bodies and the statuses of success. */
export async function loadContract(file?: string): Promise<Documents> {
  return file === undefined ? loadOwn() : adopted(loadOwn(), await readDocument(file));
}

const loadOwn = (): Documents => parse(prepared) as Documents;

async function adopted(documents: Documents, source: Source): Promise<Documents> {
  const { adopt } = await import('./adopt/adopt.ts');
  await adopt(documents, source);
  return documents;
}

/** Whether a document has the schemas that the mock's own documents refer to, so that it is another version of the contract. */
function hasOurNames({ openapi, components }: Record<string, unknown>, { contract }: Documents): boolean {
  const schemas = isRecord(components) ? components['schemas'] : undefined;
  const isOlder = typeof openapi === 'string' && openapi.startsWith('3.0');
  return (
    isOlder && isRecord(schemas) && Object.keys(contract.components?.schemas ?? {}).every((name) => name in schemas)
  );
}
