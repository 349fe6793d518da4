// express-openapi-validator for one document, taken apart into its stages, so that other stages can stand between them.
import type { RequestHandler } from 'express';
import * as OpenApiValidator from 'express-openapi-validator';
import type { OpenAPIV3 } from 'openapi-types';
import type { Documents } from '../document/load.ts';

export type SecurityHandlers = NonNullable<
  Exclude<Parameters<typeof OpenApiValidator.middleware>[0]['validateSecurity'], boolean | undefined>['handlers']
>;

/** The validator's stages, in its order. Bundled they have no names by which they could be found; a test looks at those. */
const stageNames = ['pathParameters', 'metadata', 'security', 'request', 'response'] as const;

export type Validator = Readonly<Record<(typeof stageNames)[number], RequestHandler>>;

/** What the validator leaves on a request whose operation it has found. */
export interface Matched {
  readonly schema?: OpenAPIV3.OperationObject;
  readonly pathParams: Record<string, string>;
}

/** A request as the validator leaves it. */
export interface MatchedRequest {
  openapi?: Matched;
}

type Schemes = NonNullable<OpenAPIV3.ComponentsObject['securitySchemes']>;

/** The validator of the document with that name. */
export function createValidator(name: keyof Documents, documents: Documents, handlers: SecurityHandlers): Validator {
  const stages = OpenApiValidator.middleware({
    apiSpec: standingAlone(documents, name) as never, // the validator's own copy of the same types
    validateApiSpec: false, // done when the documents were loaded
    validateRequests: { allErrors: true },
    validateResponses: true,
    validateSecurity: { handlers },
    ajvFormats: { mode: 'full' }, // the default lets month 13 pass
    fileUploader: false, // bodies are read by a stage of ours
  });
  if (stages.length !== stageNames.length)
    throw new Error(`express-openapi-validator has ${stages.length} stages in this version`);
  const named = stageNames.map((name, index) => [name, stages[index]]);
  return Object.fromEntries(named) as Validator; // there are as many
}

/**
 * A document with what it takes from the others. A path prefix in `servers` would let the same path without it pass
 * unvalidated.
 */
function standingAlone(documents: Documents, name: keyof Documents): OpenAPIV3.Document {
  const document: OpenAPIV3.Document = documents[name];
  return {
    openapi: documents.contract.openapi,
    info: document.info,
    servers: [{ url: '/' }],
    paths: withSecurity(document),
    components: { securitySchemes: schemesOf(documents) },
  };
}

/** The security schemes of all documents. */
export function schemesOf({ contract, session }: Documents): Schemes {
  return { ...contract.components?.securitySchemes, ...session.components?.securitySchemes };
}

/** A document's own default security, written at each of its operations. */
function withSecurity({ paths, security = [] }: OpenAPIV3.Document): OpenAPIV3.PathsObject {
  const secured = Object.entries(paths).map(([path, item = {}]) => {
    const operations = Object.entries(item).map(([key, value]) =>
      ['get', 'put', 'post', 'delete'].includes(key) ? [key, { security, ...(value as object) }] : [key, value],
    );
    return [path, Object.fromEntries(operations)];
  });
  return Object.fromEntries(secured) as OpenAPIV3.PathsObject;
}
