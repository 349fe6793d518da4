// What express-openapi-validator resolves documents with. Those it is given here are resolved already: see src/document/load.ts.
export const bundle = async (document) => document;
export const dereference = bundle;
