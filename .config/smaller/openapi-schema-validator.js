// In the place of the validator's own check of the document, which it prepares even when it is switched off: documents are
// checked before it gets them.
export class OpenAPISchemaValidator {
  validate() {
    return { errors: [] };
  }
}
