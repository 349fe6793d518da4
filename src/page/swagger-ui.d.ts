// As much of Swagger UI as is used here.
declare module 'swagger-ui-dist/swagger-ui-bundle.js' {
  export default function SwaggerUIBundle(options: {
    spec: unknown;
    dom_id: string;
    requestInterceptor: <R extends { url: string }>(request: R) => R;
    deepLinking: boolean;
    validatorUrl: string;
    withCredentials: boolean;
    tryItOutEnabled: boolean;
    defaultModelsExpandDepth: number;
  }): void;
}
