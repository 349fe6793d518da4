// Reads, checks and resolves the three OpenAPI documents. That takes a fifth of a second, so for our own it is done ahead (see
// load.ts), and at run time only for a contract passed with --document.
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import SwaggerParser from '@apidevtools/swagger-parser';
import { flatten } from './flatten.ts';
import { findFlaw } from './inspect.ts';
import { isRecord } from './json.ts';
import type { Documents, OpenApiDocument } from './load.ts';
import { readDocument, type Source } from './read-document.ts';
import { StartError } from './start-error.ts';
import { packageFile } from '../package.ts';

/**
 * The contract, another version of it if one is given, and the mock's own two documents, which refer to it.
 * @throws {StartError} when one is not a valid OpenAPI 3.0 document, or refers to anything outside.
 */
export async function resolveDocuments(version?: Source): Promise<Documents> {
  const contract = version ?? (await readDocument(builtIn('otp-settings.yaml')));
  return {
    contract: await resolve(contract, {}),
    session: await resolve(await readDocument(builtIn('session.yaml')), { 'otp-settings.yaml': contract.text }),
    control: await resolve(await readDocument(builtIn('control.yaml')), { 'otp-settings.yaml': contract.text }),
  };
}

function builtIn(name: string): string {
  return fileURLToPath(packageFile(`openapi/${name}`));
}

/** Resolves references within the document and to the `known` documents, which are matched by name and given as text. */
async function resolve(source: Source, known: Readonly<Record<string, string>>): Promise<OpenApiDocument> {
  refuseFlaws(source, known);
  const read = ({ url }: { url: string }): string => known[basename(url)] ?? '';
  try {
    const parser = new SwaggerParser();
    const document = await parser.validate('./document.yaml', structuredClone(source.value) as never, {
      resolve: { file: false, http: false, known: { order: 1, canRead: true, read } },
      dereference: { circular: false },
    });
    if (!('openapi' in document) || !document.openapi.startsWith('3.0'))
      throw new StartError(`The document ${source.file} must say "openapi: 3.0.x".`);
    return flatten(document as OpenApiDocument);
  } catch (error) {
    if (error instanceof StartError) throw error;
    throw new StartError(`The document ${source.file} is not valid: ${reasonOf(error)}`);
  }
}

function refuseFlaws({ file, value }: Source, known: Readonly<Record<string, string>>): void {
  const isKnown = (reference: string): boolean =>
    Object.keys(known).some((name) => reference.startsWith(`./${name}#/`));
  const flaw = findFlaw(value, { isKnown });
  if (flaw !== undefined) throw new StartError(`The document ${file} ${flaw}.`);
}

/** swagger-parser reports schema faults as a list of `details`, each with the pointer of its place. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const details: unknown = 'details' in error ? error.details : undefined;
  const [first] = Array.isArray(details) ? (details as unknown[]) : [];
  if (!isRecord(first)) return error.message.split('\n')[0] ?? error.message;
  return `#${String(first['instancePath'])} ${String(first['message'])}`;
}
