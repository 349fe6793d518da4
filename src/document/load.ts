// The three OpenAPI documents. A document that cannot be used stops the start, with its file and the place.
import { parse } from 'flatted';
import type { OpenAPIV3 } from 'openapi-types';
import { prepared } from './generated/documents.ts';

export type OpenApiDocument = OpenAPIV3.Document;

/** The documents with every `$ref` resolved and every `allOf` of objects merged. */
export interface Documents {
  readonly contract: OpenApiDocument;
  readonly session: OpenApiDocument;
  readonly control: OpenApiDocument;
}

/**
 * The contract, from `contractFile` if given, and the mock's own two documents, which refer to it; always a copy of the caller's
 * own. What `npm run generate` has prepared is trusted, because a test compares it with the YAML.
 * @throws {StartError} when one cannot be read, is not a valid OpenAPI 3.0 document, or refers to anything outside.
 */
export async function loadDocuments(contractFile?: string): Promise<Documents> {
  if (contractFile === undefined) return parse(prepared) as Documents;
  const { resolveDocuments } = await import('./resolve.ts');
  return resolveDocuments(contractFile);
}
