// Generated from openapi/session.yaml by `npm run generate`. Do not edit.
export interface paths {
  '/login': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Log in with a user name and a password */
    post: operations['login'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/validate': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Complete a login with the code that was sent to the user */
    post: operations['validate'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/refresh': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Get a new access token for the refresh token */
    post: operations['refresh'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/logout': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * End the session
     * @description Ends both tokens of the session and clears both cookies. Without a session, nothing happens.
     */
    post: operations['logout'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/auth/lockedUsers': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** The users who are locked after wrong passwords or codes */
    get: operations['listLockedUsers'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
}
export type webhooks = Record<string, never>;
export interface components {
  schemas: {
    Credentials: {
      /** @example admin */
      username: string;
      /** @example admin */
      password: string;
    };
    Code: {
      /** @example ada */
      username: string;
      /** @example 123456 */
      otp_code: string;
    };
    CodeSent: {
      /** @enum {boolean} */
      otp_required: true;
      /**
       * @description How the code was sent.
       * @enum {string}
       */
      otp_type: 'SMS' | 'MAIL';
      /**
       * @description For /validate.
       * @example ada
       */
      username: string;
    };
    LoginAnswer: {
      /**
       * @description How long the access token is valid, in seconds.
       * @example 300
       */
      'expire-seconds': number;
      /** @description The names of the user's spaces. */
      spaces: string[];
      /** @description Only where tokens are in the body (the assumption token-place). */
      access_token?: string;
      /** @description Like access_token. */
      refresh_token?: string;
      /** @description Like access_token: the first of the spaces. */
      activeSpace?: string;
    };
    /** @description One validation error. */
    Violation: {
      /**
       * @description The place: a JSON pointer under /body, /headers, /query or /params.
       * @example /body/isDefault
       */
      path: string;
      /**
       * @description What was received and what was expected.
       * @example is required
       */
      message: string;
      /**
       * @description The rule of the document that was broken.
       * @example required
       */
      rule: string;
    };
    /** @description Every error has this body. */
    Error: {
      /**
       * @description The HTTP status, once more.
       * @example 400
       */
      status: number;
      /**
       * @description The status in words.
       * @example Bad Request
       */
      error: string;
      /**
       * @description A sentence that explains the error.
       * @example The request has 1 validation error: /body/isDefault is required.
       */
      message: string;
      /** @description Every validation error of the request. The mock's own; no document of the vendor has it. */
      errors?: components['schemas']['Violation'][];
    };
    /** @description Every error has this body (RFC 9457). */
    Problem: {
      /** @example about:blank */
      type: string;
      /**
       * @description The status in words.
       * @example Bad Request
       */
      title: string;
      /** @example 400 */
      status: number;
      /**
       * @description A sentence that explains the error.
       * @example The request has 1 validation error: /body/isDefault is required.
       */
      detail: string;
      /** @description Every validation error of the request. The mock's own; no document of the vendor has it. */
      errors?: components['schemas']['Violation'][];
    };
  };
  responses: {
    /** @description Logged in. Both cookies are set, HttpOnly and SameSite=Lax. */
    LoggedIn: {
      headers: {
        /** @description Sent twice, for `ins_access_token` and `ins_refresh_token`. */
        'Set-Cookie'?: string;
        [name: string]: unknown;
      };
      content: {
        'application/json': components['schemas']['LoginAnswer'];
      };
    };
    /** @description Any other error. */
    OtherError: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        'application/json': components['schemas']['Error'];
        'application/problem+json': components['schemas']['Problem'];
      };
    };
    /** @description The body or the X-Space header is not valid. `errors` lists every validation error. */
    InvalidBody: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        'application/json': components['schemas']['Error'];
        'application/problem+json': components['schemas']['Problem'];
      };
    };
    /** @description The request has no valid access token. The message says why, and what to do. */
    Unauthorized: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        'application/json': components['schemas']['Error'];
        'application/problem+json': components['schemas']['Problem'];
      };
    };
  };
  parameters: never;
  requestBodies: never;
  headers: never;
  pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
  login: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'multipart/form-data': components['schemas']['Credentials'];
        'application/x-www-form-urlencoded': components['schemas']['Credentials'];
      };
    };
    responses: {
      /** @description Logged in, or a code was sent to the user. With a code, no cookie is set before it is sent to /validate. */
      200: {
        headers: {
          /** @description Sent twice, for `ins_access_token` and `ins_refresh_token`. */
          'Set-Cookie'?: string;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['LoginAnswer'] | components['schemas']['CodeSent'];
        };
      };
      400: components['responses']['InvalidBody'];
      /** @description The user name or the password is wrong. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The user is locked after five wrong passwords or codes. */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The last code was sent too short a time ago; only with the assumption otp-throttle. */
      429: {
        headers: {
          /** @description In seconds. */
          'Retry-After'?: number;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The code could not be sent. */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      default: components['responses']['OtherError'];
    };
  };
  validate: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/x-www-form-urlencoded': components['schemas']['Code'];
        'multipart/form-data': components['schemas']['Code'];
      };
    };
    responses: {
      200: components['responses']['LoggedIn'];
      400: components['responses']['InvalidBody'];
      /** @description The code is wrong, has expired or was used, or no login waits for one. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The user is locked after five wrong passwords or codes. */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      default: components['responses']['OtherError'];
    };
  };
  refresh: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** @description Only where tokens are in the body (the assumption token-place). */
    requestBody?: {
      content: {
        'application/json': {
          /** @description Instead of the cookie. */
          refresh_token?: string;
        };
      };
    };
    responses: {
      200: components['responses']['LoggedIn'];
      401: components['responses']['Unauthorized'];
      default: components['responses']['OtherError'];
    };
  };
  logout: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Logged out. No content. */
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      400: components['responses']['InvalidBody'];
      default: components['responses']['OtherError'];
    };
  };
  listLockedUsers: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Their names. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': string[];
        };
      };
      400: components['responses']['InvalidBody'];
      401: components['responses']['Unauthorized'];
      default: components['responses']['OtherError'];
    };
  };
}
