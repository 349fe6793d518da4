// Generated from openapi/otp-settings.yaml by `npm run generate`. Do not edit.
export interface paths {
  '/api/otp/settings/sms/twilio': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    /**
     * Create or replace the space's Twilio setting
     * @description The whole setting is replaced. A second request with the same body changes only the audit fields.
     */
    put: operations['putTwilioSetting'];
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/otp/settings/sms/netgsm': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    /**
     * Create or replace the space's NetGSM setting
     * @description The whole setting is replaced. A second request with the same body changes only the audit fields.
     */
    put: operations['putNetgsmSetting'];
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/otp/settings/sms/dataport': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    /**
     * Create or replace the space's Dataport setting
     * @description The whole setting is replaced. A second request with the same body changes only the audit fields.
     */
    put: operations['putDataportSetting'];
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/otp/settings/mail/default': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    /**
     * Create or replace the space's mail setting
     * @description The whole setting is replaced. A second request with the same body changes only the audit fields.
     */
    put: operations['putMailSetting'];
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/otp/settings/test': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Send a test message through the space's default setting
     * @description The message goes to the caller's own phone or mail address and contains a one-time password. The request has no body.
     */
    post: operations['sendTestMessage'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/otp/settings': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * List the space's settings
     * @description One entry for each stored provider, in no guaranteed order. A space without settings has an empty list.
     */
    get: operations['getSettings'];
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
    /**
     * @description The name of a space.
     * @example default_space
     */
    SpaceName: string;
    /** @description What every kind of setting has. */
    Setting: {
      /** @description Identifies the setting. The server assigns it if the client sends none. */
      id?: string;
      /** @description Whether this setting sends the test messages and one-time passwords of the space. */
      isDefault: boolean;
      /** @description The kind of channel, as the settings screens write it, for example `SMS` or `Email`. Free text. */
      type: string;
      /** @description The provider, as the settings screens write it, for example `Twilio`, `Netgsm`, `Dataport` or `Default`. Free text. */
      provider: string;
      /**
       * Format: date-time
       * @description When the setting was first stored.
       */
      readonly creationDate?: string;
      /** @description The name of the user who first stored the setting. */
      readonly createdBy?: string;
      /**
       * Format: date-time
       * @description When the setting was last stored.
       */
      readonly lastModifiedDate?: string;
      /** @description The name of the user who last stored the setting. */
      readonly lastModifiedBy?: string;
    };
    /** @description How a space sends SMS through Twilio. */
    TwilioSetting: components['schemas']['Setting'] & {
      /** @description The account's secret. */
      authToken?: string;
      /** @description The account, `AC` and 32 hexadecimal digits. */
      accountSid?: string;
      /** @description The number that messages come from, in E.164 form. */
      twilioNumber?: string;
    };
    /** @description How a space sends SMS through NetGSM. */
    NetgsmSetting: components['schemas']['Setting'] & {
      /** @description The account's user code. */
      username?: string;
      /** @description The code of the partner (bayi) through whom the account was bought. */
      bayiCode?: string;
      /** @description The account's password. */
      password?: string;
      /** @description The sender name, which NetGSM limits to 11 characters. */
      header?: string;
    };
    /** @description How a space sends SMS through Dataport. */
    DataportSetting: components['schemas']['Setting'] & {
      /** @description The sender name. */
      originator?: string;
      /** @description The short number that messages come from. */
      shortNumber?: string;
      /** @description The mobile operator: Turkcell, Avea, Vodafone or Superonline. */
      operator?: string;
      /** @description The account's user name. */
      username?: string;
      /** @description The account's number. */
      accountNumber?: string;
      /** @description The account's password. */
      password?: string;
    };
    /** @description How a space sends mail. */
    MailSetting: components['schemas']['Setting'] & {
      /** @description The user name for the mail server; also the address of the sender. */
      username?: string;
      /** @description The user's password. */
      password?: string;
      /** @description The mail server's host name. */
      smtpHost?: string;
      /**
       * @description How the connection is secured: `SMTP` uses STARTTLS if offered (port 25), `SMTPS` uses TLS from the first byte (port 465),
       *     `SMTP_TLS` requires STARTTLS (port 587). The page shows the enum without its values.
       * @enum {string}
       */
      transportStrategy?: 'SMTP' | 'SMTPS' | 'SMTP_TLS';
      /**
       * Format: int32
       * @description The mail server's port; the strategy's own when left out.
       */
      smtpPort?: number;
    };
    /** @description A setting of any kind. On the page, only the text in `type` and `provider` tells them apart. */
    AnySetting:
      | components['schemas']['TwilioSetting']
      | components['schemas']['NetgsmSetting']
      | components['schemas']['DataportSetting']
      | components['schemas']['MailSetting'];
    /** @description The settings of one space. */
    Settings: components['schemas']['AnySetting'][];
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
  };
  responses: {
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
    /** @description The X-Space header is missing, empty, too long or unreadable. */
    InvalidHeader: {
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
    /** @description The space has no default setting to send through. */
    NoDefault: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        'application/json': components['schemas']['Error'];
        'application/problem+json': components['schemas']['Problem'];
      };
    };
    /** @description The provider refused the message. The response contains the provider's own code and message. */
    RefusedByProvider: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        'application/json': components['schemas']['Error'];
        'application/problem+json': components['schemas']['Problem'];
      };
    };
    /** @description The body is too large. */
    TooLarge: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        'application/json': components['schemas']['Error'];
        'application/problem+json': components['schemas']['Problem'];
      };
    };
    /** @description The body is not sent as JSON in UTF-8. */
    WrongMediaType: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        'application/json': components['schemas']['Error'];
        'application/problem+json': components['schemas']['Problem'];
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
  };
  parameters: {
    /** @description The name of the active space. Any text in UTF-8; upper and lower case are different spaces. */
    Space: components['schemas']['SpaceName'];
  };
  requestBodies: never;
  headers: never;
  pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
  putTwilioSetting: {
    parameters: {
      query?: never;
      header: {
        /** @description The name of the active space. Any text in UTF-8; upper and lower case are different spaces. */
        'X-Space': components['parameters']['Space'];
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['TwilioSetting'];
      };
    };
    responses: {
      /** @description Stored. No content. */
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      400: components['responses']['InvalidBody'];
      401: components['responses']['Unauthorized'];
      413: components['responses']['TooLarge'];
      415: components['responses']['WrongMediaType'];
      default: components['responses']['OtherError'];
    };
  };
  putNetgsmSetting: {
    parameters: {
      query?: never;
      header: {
        /** @description The name of the active space. Any text in UTF-8; upper and lower case are different spaces. */
        'X-Space': components['parameters']['Space'];
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['NetgsmSetting'];
      };
    };
    responses: {
      /** @description Stored. No content. */
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      400: components['responses']['InvalidBody'];
      401: components['responses']['Unauthorized'];
      413: components['responses']['TooLarge'];
      415: components['responses']['WrongMediaType'];
      default: components['responses']['OtherError'];
    };
  };
  putDataportSetting: {
    parameters: {
      query?: never;
      header: {
        /** @description The name of the active space. Any text in UTF-8; upper and lower case are different spaces. */
        'X-Space': components['parameters']['Space'];
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['DataportSetting'];
      };
    };
    responses: {
      /** @description Stored. No content. */
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      400: components['responses']['InvalidBody'];
      401: components['responses']['Unauthorized'];
      413: components['responses']['TooLarge'];
      415: components['responses']['WrongMediaType'];
      default: components['responses']['OtherError'];
    };
  };
  putMailSetting: {
    parameters: {
      query?: never;
      header: {
        /** @description The name of the active space. Any text in UTF-8; upper and lower case are different spaces. */
        'X-Space': components['parameters']['Space'];
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['MailSetting'];
      };
    };
    responses: {
      /** @description Stored. No content. */
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      400: components['responses']['InvalidBody'];
      401: components['responses']['Unauthorized'];
      413: components['responses']['TooLarge'];
      415: components['responses']['WrongMediaType'];
      default: components['responses']['OtherError'];
    };
  };
  sendTestMessage: {
    parameters: {
      query?: never;
      header: {
        /** @description The name of the active space. Any text in UTF-8; upper and lower case are different spaces. */
        'X-Space': components['parameters']['Space'];
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Sent. No content. */
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      400: components['responses']['InvalidHeader'];
      401: components['responses']['Unauthorized'];
      404: components['responses']['NoDefault'];
      500: components['responses']['RefusedByProvider'];
      default: components['responses']['OtherError'];
    };
  };
  getSettings: {
    parameters: {
      query?: never;
      header: {
        /** @description The name of the active space. Any text in UTF-8; upper and lower case are different spaces. */
        'X-Space': components['parameters']['Space'];
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK. The page gives the media type `*\/*` and no schema. The response is JSON, and is described as such. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Settings'];
        };
      };
      400: components['responses']['InvalidHeader'];
      401: components['responses']['Unauthorized'];
      default: components['responses']['OtherError'];
    };
  };
}
