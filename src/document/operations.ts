// The operations of the documents as one list: everything else that the server has of paths, methods and fields is read here.
import type { OpenAPIV3 } from 'openapi-types';
import type { Documents } from './load.ts';
import type { OperationId } from './schemas.ts';
import { StartError } from './start-error.ts';

export interface Operation {
  readonly id: OperationId;
  readonly document: keyof Documents;
  readonly method: string;
  readonly path: string;
  /** The schema of its JSON body, if it takes one. */
  readonly body?: OpenAPIV3.SchemaObject;
  readonly definition: OpenAPIV3.OperationObject;
}

const methods = ['get', 'put', 'post', 'delete'] as const;

/** All operations of the documents, in the order in which they stand there. */
export function listOperations(documents: Documents): Operation[] {
  return Object.entries(documents).flatMap(([name, document]: [string, OpenAPIV3.Document]) =>
    Object.entries(document.paths).flatMap(([path, item]) =>
      methods.flatMap((method) => {
        const definition = item?.[method];
        return definition ? [describe(name as keyof Documents, { method, path, definition })] : [];
      }),
    ),
  );
}

function describe(
  document: keyof Documents,
  { method, path, definition }: Pick<Operation, 'method' | 'path' | 'definition'>,
): Operation {
  if (definition.operationId === undefined)
    throw new StartError(`The document of the ${document} has no operationId at ${method} ${path}.`);
  const body = (definition.requestBody as OpenAPIV3.RequestBodyObject | undefined)?.content['application/json']?.schema;
  return {
    id: definition.operationId as OperationId,
    document,
    method,
    path,
    definition,
    ...(body && { body: body as OpenAPIV3.SchemaObject }),
  };
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
