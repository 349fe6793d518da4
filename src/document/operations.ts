// The operations of the documents as one list. The server takes all paths, methods and fields from it.
import type { OpenAPIV3 } from 'openapi-types';
import type { Documents } from './load.ts';
import type { OperationId } from './schemas.ts';
import { StartError } from './start-error.ts';

/** In which operations are described. */
export const methods = ['get', 'put', 'post', 'delete'] as const;

export interface Operation {
  readonly id: OperationId;
  readonly document: keyof Documents;
  /** One of `methods`; the contract run asks by others, too. */
  readonly method: string;
  readonly path: string;
  /** The schema of its JSON body, if it takes one. */
  readonly body?: OpenAPIV3.SchemaObject;
  /** Which schemes let a request in, its own or the document's; none when it is open to all. */
  readonly security: readonly OpenAPIV3.SecurityRequirementObject[];
  /** The names of the secret fields in its body, for any media type. */
  readonly secrets: ReadonlySet<string>;
  readonly definition: OpenAPIV3.OperationObject;
}

/** An operation as the page names it. */
export const titleOf = ({ method, path }: Pick<Operation, 'method' | 'path'>): string =>
  `${method.toUpperCase()} ${path}`;

/** All operations of the documents, in the order in which they stand there. */
export function listOperations(documents: Documents): Operation[] {
  return Object.entries(documents).flatMap(([name, document]: [string, OpenAPIV3.Document]) =>
    Object.entries(document.paths).flatMap(([path, item]) =>
      methods.flatMap((method) => {
        const definition = item?.[method];
        return definition
          ? [
              describe(name as keyof Documents, {
                method,
                path,
                definition,
                security: definition.security ?? document.security ?? [],
              }),
            ]
          : [];
      }),
    ),
  );
}

function describe(
  document: keyof Documents,
  { method, path, security, definition }: Pick<Operation, 'method' | 'path' | 'security' | 'definition'>,
): Operation {
  if (definition.operationId === undefined)
    throw new StartError(`The document of the ${document} has no operationId at ${method} ${path}.`);
  const body = (definition.requestBody as OpenAPIV3.RequestBodyObject | undefined)?.content['application/json']?.schema;
  return {
    id: definition.operationId as OperationId,
    document,
    method,
    path,
    security,
    secrets: new Set(secretsOf(definition)),
    definition,
    ...(body && { body: body as OpenAPIV3.SchemaObject }),
  };
}

function secretsOf({ requestBody }: OpenAPIV3.OperationObject): string[] {
  const { content = {} } = (requestBody ?? {}) as Partial<OpenAPIV3.RequestBodyObject>;
  return Object.values(content).flatMap(({ schema }) =>
    Object.entries((schema as OpenAPIV3.SchemaObject | undefined)?.properties ?? {})
      .filter(([, property]) => 'x-secret' in property && property['x-secret'])
      .map(([name]) => name),
  );
}

/**
 * The operation with that id.
 * @throws {StartError} when the documents have none.
 */
export function getOperation(operations: readonly Operation[], id: OperationId): Operation {
  const operation = operations.find((each) => each.id === id);
  if (!operation) throw new StartError(`The document has no operation with the operationId ${id}.`);
  return operation;
}

/** A response to a request that succeeded. */
export interface Success {
  readonly status: number;
  /** Whether nothing is said about content, so that there is none. */
  readonly empty: boolean;
}

/** The responses to success that the document describes. */
export function successesOf({ definition }: Operation): Success[] {
  return Object.entries(definition.responses)
    .filter(([status]) => /^2\d\d$/.test(status))
    .map(([status, response]) => ({ status: Number(status), empty: !('content' in response) }));
}
