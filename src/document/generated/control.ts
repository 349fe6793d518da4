// Generated from openapi/control.yaml by `npm run generate`. Do not edit.
export interface paths {
  '/': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Where everything is */
    get: operations['getStart'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/__mock': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Where the page is */
    get: operations['findPage'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/__mock/': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** The page, to look into the mock and to set it up by hand */
    get: operations['getPage'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/__mock/docs': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** The documents, to read and to try */
    get: operations['getDocs'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/__mock/assets/{file}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** What the two pages are made of */
    get: operations['getAsset'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/__mock/health': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Whether the mock is ready */
    get: operations['getHealth'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/__mock/openapi.json': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** The contract as it is served, with the assumptions in force */
    get: operations['getContractAsJson'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/__mock/openapi.yaml': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** The contract as it is served, with the assumptions in force */
    get: operations['getContractAsYaml'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/__mock/documents/{name}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** One of the documents that the mock follows */
    get: operations['getDocument'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/__mock/users': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Who may log in
     * @description Whoever may use this API may also send any request as one of them, by the header `X-Mock-User`, without a login.
     */
    get: operations['listUsers'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/__mock/demo': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** A state to try things with */
    get: operations['getDemo'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/__mock/spaces': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Names of all spaces, with counts */
    get: operations['listSpaces'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/__mock/spaces/{space}': {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description The name of a space. */
        space: components['parameters']['SpaceInPath'];
      };
      cookie?: never;
    };
    /** The whole state of one space */
    get: operations['getSpace'];
    /**
     * Replace the whole state of one space
     * @description A state with masked secrets is refused; ask for it with `secrets=plain` to be able to put it back.
     */
    put: operations['putSpace'];
    post?: never;
    /** Forget one space */
    delete: operations['deleteSpace'];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/__mock/spaces/{space}/settings/{provider}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    /**
     * Put a setting without writing all of it
     * @description What is left out is as in the example of the contract, and isDefault is true; null leaves a field unset. It is stored as by the contract's own PUT, as the first user, and is not among the requests.
     */
    put: operations['arrangeSetting'];
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/__mock/state': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** A snapshot of all spaces */
    get: operations['getState'];
    /**
     * Restore a snapshot
     * @description All spaces are as in the snapshot afterwards, and those that it does not have are forgotten; or nothing is changed. A snapshot with masked secrets is refused.
     */
    put: operations['putState'];
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/__mock/reset': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Back to the seed, all spaces or one */
    post: operations['reset'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/__mock/outbox': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Messages, newest first */
    get: operations['listMessages'];
    put?: never;
    post?: never;
    /** Empty the outbox of all spaces or of one */
    delete: operations['deleteMessages'];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/__mock/outbox/wait': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Wait for a message
     * @description Answers as soon as there is a message that fits and is newer than the one named by `after`; at once if it is there already.
     */
    get: operations['waitForMessage'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/__mock/outbox/{id}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** One message; `latest` stands for the newest one */
    get: operations['getMessage'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/__mock/requests': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * The last requests, newest first, with the reason of each refusal
     * @description Of the contract and of the session; those to the mock's own API are not among them. At most 500 are kept, and none over a restart.
     */
    get: operations['listRequests'];
    put?: never;
    post?: never;
    /** Forget the requests */
    delete: operations['deleteRequests'];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/__mock/requests/wait': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Wait for a request
     * @description Answers as soon as a request that fits has been answered and is newer than the one named by `after`; at once if it is there already.
     */
    get: operations['waitForRequest'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/__mock/faults': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** What is to go wrong */
    get: operations['listFaults'];
    /** Set what is to go wrong, in the place of everything that was set */
    put: operations['putFaults'];
    /** Set one more thing that is to go wrong */
    post: operations['addFault'];
    /** Nothing is to go wrong any more */
    delete: operations['deleteFaults'];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/__mock/faults/{id}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post?: never;
    /** Take one fault back */
    delete: operations['deleteFault'];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/__mock/events': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * What happens, as it happens
     * @description Server-sent events. `request`: an entry of the journal. `outbox`: a message. `state`: the space whose settings were changed, or whose outbox was replaced. `faults`: the list of faults has changed. `missed`: events were lost, so what was read before has to be read anew; a reader that is too slow gets it, too. A comment comes every 15 seconds when nothing else does.
     */
    get: operations['streamEvents'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/__mock/assumptions': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** The points on which the documentation page is silent, with the values in force */
    get: operations['listAssumptions'];
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
    /** @enum {string} */
    ProviderName: 'twilio' | 'netgsm' | 'dataport' | 'mail';
    /** @enum {string} */
    MessageStatus: 'sent' | 'failed';
    Start: {
      /** @example otp-settings-mock */
      name: string;
      /** @example 1.0.0 */
      version: string;
      /** @example /__mock/ */
      page: string;
      /** @example /__mock/docs */
      docs: string;
      /** @description The documents with the assumptions in force, as JSON. */
      documents: {
        /** @example /__mock/documents/contract */
        contract: string;
        /** @example /__mock/documents/session */
        session: string;
        /** @example /__mock/documents/control */
        control: string;
      };
      /** @example /__mock/health */
      health: string;
    };
    Health: {
      /** @enum {string} */
      status: 'ok';
      /** @example 1.0.0 */
      version: string;
    };
    Spaces: {
      spaces: {
        name: string;
        /** @description How many settings the space has. */
        settings: number;
        /** @description How many messages its outbox has. */
        messages: number;
        /** @description Why the space cannot be read, when it cannot. Its name is the name of its file when that does not tell more. */
        unreadable?: string;
      }[];
    };
    /**
     * @description Whether the secrets in it are shown; in a state with plain secrets one that looks like the mask is a secret like any other.
     * @enum {string}
     */
    SecretsShown: 'plain' | 'masked';
    /** @description All that the mock knows of one space. */
    SpaceState: {
      secrets?: components['schemas']['SecretsShown'];
      settings: {
        twilio?: components['schemas']['TwilioSetting'];
        netgsm?: components['schemas']['NetgsmSetting'];
        dataport?: components['schemas']['DataportSetting'];
        mail?: components['schemas']['MailSetting'];
      };
      /** @description The messages, newest first. Left out, the outbox is empty. */
      outbox?: components['schemas']['Message'][];
    };
    /** @description The state of several spaces; the form of a seed file. */
    State: {
      secrets?: components['schemas']['SecretsShown'];
      spaces: {
        [key: string]: components['schemas']['SpaceState'];
      };
    };
    Messages: {
      /** @description How many messages fit the query. */
      total: number;
      messages: components['schemas']['Message'][];
    };
    /** @description A message that would have been sent. Nothing is ever sent to a real provider. */
    Message: {
      id: string;
      space: string;
      /** Format: date-time */
      createdAt: string;
      /** @description The user who asked for it. */
      requestedBy: string;
      /** @enum {string} */
      channel: 'sms' | 'mail';
      provider: components['schemas']['ProviderName'];
      /** @description The number, name or address that it comes from; empty when the setting has none. */
      from: string;
      /** @description The number or address of the user who asked for it; empty when the user has none. */
      to: string;
      /** @description Of a mail. */
      subject?: string;
      text: string;
      /** @description The one-time password in the text. */
      code: string;
      status: components['schemas']['MessageStatus'];
      /** @description Why the provider refused it, in the provider's own code and words. */
      error?: {
        /** @example 20003 */
        code: string;
        /** @example Authenticate */
        message: string;
      };
      /** @description What would have gone over the wire, with secrets masked, and the simulated reply. */
      exchanges: components['schemas']['Exchange'][];
    };
    Requests: {
      /** @description How many requests fit the query. */
      total: number;
      requests: components['schemas']['RequestEntry'][];
    };
    /** @description What came of one request. */
    RequestEntry: {
      id: string;
      /** Format: date-time */
      at: string;
      /** @example PUT */
      method: string;
      /** @description Path and query as they came. */
      url: string;
      /** @description The operationId, when the path and the method have one. */
      operation?: string;
      space?: string;
      /** @description Who was logged in. */
      user?: string;
      /** @description 0 when the client left before the answer. */
      status: number;
      /** @description Milliseconds until the answer was out. */
      ms: number;
      /** @description Why it was refused, when it was. */
      reason?: string;
      /** @description The fault that was injected, when one was. */
      fault?: string;
      /** @description Every fault of the request, each with its path, when it did not fit the document. */
      errors?: components['schemas']['Fault'][];
      /** @description The body as it was understood, with secrets masked; missing when it is large or no object. */
      body?: {
        [key: string]: unknown;
      };
      /** @description As they came, by their names in lower case, with secrets masked. */
      requestHeaders?: components['schemas']['Headers'];
      /** @description As they went out, by their names in lower case, with secrets masked. */
      responseHeaders?: components['schemas']['Headers'];
      /** @description What was answered, with secrets masked: a value of JSON, or a text; missing when it is large or there was none. */
      responseBody?: unknown;
    };
    KnownUsers: {
      users: {
        username: string;
        /** @description Where test messages by SMS go. */
        phone?: string;
        /** @description Where test messages by mail go. */
        mail?: string;
        /** @description The names that the login answers. */
        spaces: string[];
      }[];
    };
    Faults: {
      faults: components['schemas']['InjectedFault'][];
    };
    /** @description Something that is to go wrong, and with which requests. Without any condition it is every request of the contract; requests of the session are named by their operation. */
    InjectedFault: components['schemas']['FaultFields'] & (unknown | unknown | unknown | unknown);
    /**
     * @description An operation of the contract or of the session.
     * @enum {string}
     */
    RequestOperation:
      | 'putTwilioSetting'
      | 'putNetgsmSetting'
      | 'putDataportSetting'
      | 'putMailSetting'
      | 'sendTestMessage'
      | 'getSettings'
      | 'login'
      | 'refresh'
      | 'logout';
    /** @description Which requests, how often, and what goes wrong with them; at least one of delay, status, error, connection. */
    FaultFields: {
      /** @description Given by the mock when it is left out. */
      id?: string;
      /** @description Only requests of this operation. */
      operation?: components['schemas']['RequestOperation'];
      /** @description Only test sends through this provider, and puts of its setting. */
      provider?: components['schemas']['ProviderName'];
      /** @description Only requests in this space. */
      space?: components['schemas']['SpaceName'];
      /** @description How often it still happens; without it, until it is taken back. */
      times?: number;
      /** @description How likely it is each time; 1 without it. */
      probability?: number;
      /** @description How much later the answer comes, in milliseconds, or between which limits. */
      delay?:
        | number
        | {
            from: number;
            to: number;
          };
      /** @description The answer's status. */
      status?: number;
      /** @description The body of that answer: a text is sent as text/html, anything else as JSON. Without it, the error body. */
      body?: unknown;
      /** @description The code with which the provider refuses a test send, like 30 or 21610; or ECONNREFUSED, ETIMEDOUT, ECONNRESET or ENOTFOUND when it is not to be reached. */
      error?: string;
      /**
       * @description The connection is reset; the answer never comes; it breaks off in the middle.
       * @enum {string}
       */
      connection?: 'reset' | 'hang' | 'truncate';
    };
    Exchange: components['schemas']['HttpExchange'] | components['schemas']['SmtpExchange'];
    HttpExchange: {
      request: {
        /** @enum {string} */
        protocol: 'https';
        /** @example POST */
        method: string;
        url: string;
        headers: components['schemas']['Headers'];
        body: string;
      };
      reply?: {
        status: number;
        headers: components['schemas']['Headers'];
        body: string;
      };
    };
    SmtpExchange: {
      request: {
        /** @enum {string} */
        protocol: 'smtp';
        host: string;
        port: number;
        /** @enum {string} */
        tls: 'starttls-if-offered' | 'implicit' | 'starttls-required';
        envelope: {
          from: string;
          to: string[];
        };
        /** @description The whole message as RFC 5322 wants it, lines ended by CR LF. */
        message: string;
      };
      /** @description The server's last reply; missing when no server was reached. */
      reply?: {
        /** @example 250 */
        code: number;
        text: string;
      };
    };
    Headers: {
      [key: string]: string;
    };
    Assumptions: {
      assumptions: {
        name: string;
        question: string;
        /** @description The value in force. */
        value: string;
        default: string;
        values: string[];
        /** @description Why the default is what it is. */
        why: string;
      }[];
    };
    /** @description One thing that is wrong, and where. */
    Fault: {
      /**
       * @description Where: a JSON pointer under /body, /headers, /query or /params.
       * @example /body/isDefault
       */
      path: string;
      /**
       * @description What came and what was expected.
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
       * @description One sentence for a person.
       * @example The body has 1 fault. /body/isDefault is required.
       */
      message: string;
      /** @description Every fault of the request, when it did not fit the document. */
      errors?: components['schemas']['Fault'][];
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
       * @description One sentence for a person.
       * @example The body has 1 fault. /body/isDefault is required.
       */
      detail: string;
      /** @description Every fault of the request, when it did not fit the document. */
      errors?: components['schemas']['Fault'][];
    };
    /** @description What every kind of setting has. */
    Setting: {
      /** @description Identifies the setting. Given by the server when the client sends none. */
      id?: string;
      /** @description Whether test sends and one-time passwords of this space go through this setting. */
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
      /** @description The user of the mail server; also the address that mails come from. */
      username?: string;
      /** @description The user's password. */
      password?: string;
      /** @description The mail server's host name. */
      smtpHost?: string;
      /**
       * @description How the connection is secured: `SMTP` uses STARTTLS if it is offered (port 25), `SMTPS` TLS from the first byte (port 465),
       *     `SMTP_TLS` demands STARTTLS (port 587). The page shows the enum without its values.
       * @enum {string}
       */
      transportStrategy?: 'SMTP' | 'SMTPS' | 'SMTP_TLS';
      /**
       * Format: int32
       * @description The mail server's port; the strategy's own when left out.
       */
      smtpPort?: number;
    };
    /**
     * @description The name of a space.
     * @example default_space
     */
    SpaceName: string;
    /** @description A setting of any kind. The page gives nothing by which to tell them apart but the text in `type` and `provider`. */
    AnySetting:
      | components['schemas']['TwilioSetting']
      | components['schemas']['NetgsmSetting']
      | components['schemas']['DataportSetting']
      | components['schemas']['MailSetting'];
  };
  responses: {
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
    /** @description The body or the X-Space header does not fit the document. `errors` names every fault. */
    InvalidBody: {
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
    /** @description The name of a space. */
    SpaceInPath: components['schemas']['SpaceName'];
    /** @description Only this space. */
    SpaceInQuery: components['schemas']['SpaceName'];
    /** @description Only requests of this operation. */
    OperationInQuery: components['schemas']['RequestOperation'];
    /** @description Only requests that were answered with this status. */
    StatusInQuery: number;
    /** @description Whether secrets are shown or masked as `********`. */
    Secrets: 'masked' | 'plain';
  };
  requestBodies: never;
  headers: never;
  pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
  getStart: {
    parameters: {
      query?: never;
      header?: {
        /** @description A browser asks for text/html. */
        Accept?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The paths to begin with. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Start'];
        };
      };
      /** @description For a browser: the page. */
      302: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      400: components['responses']['InvalidBody'];
      default: components['responses']['OtherError'];
    };
  };
  findPage: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description At /__mock/. */
      308: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      400: components['responses']['InvalidBody'];
      default: components['responses']['OtherError'];
    };
  };
  getPage: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description A web page. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'text/html': string;
        };
      };
      400: components['responses']['InvalidBody'];
      default: components['responses']['OtherError'];
    };
  };
  getDocs: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description A web page. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'text/html': string;
        };
      };
      400: components['responses']['InvalidBody'];
      default: components['responses']['OtherError'];
    };
  };
  getAsset: {
    parameters: {
      query?: never;
      header?: {
        /** @description With gzip in it, the file comes as it is stored. */
        'Accept-Encoding'?: string;
      };
      path: {
        /** @description The name of a file. */
        file: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The file. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'text/plain': string;
        };
      };
      400: components['responses']['InvalidBody'];
      /** @description There is none with this name or id. */
      404: {
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
  getHealth: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Ready. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Health'];
        };
      };
      400: components['responses']['InvalidBody'];
      default: components['responses']['OtherError'];
    };
  };
  getContractAsJson: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description An OpenAPI document. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': Record<string, never>;
        };
      };
      400: components['responses']['InvalidBody'];
      default: components['responses']['OtherError'];
    };
  };
  getContractAsYaml: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description An OpenAPI document. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/yaml': string;
        };
      };
      400: components['responses']['InvalidBody'];
      default: components['responses']['OtherError'];
    };
  };
  getDocument: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description The contract with the assumptions in force; how a session is had; or this document. */
        name: 'contract' | 'session' | 'control';
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description An OpenAPI document. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': Record<string, never>;
        };
      };
      400: components['responses']['InvalidBody'];
      default: components['responses']['OtherError'];
    };
  };
  listUsers: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The users without their passwords. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['KnownUsers'];
        };
      };
      400: components['responses']['InvalidBody'];
      default: components['responses']['OtherError'];
    };
  };
  getDemo: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The shipped seed, "demo". */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['State'];
        };
      };
      400: components['responses']['InvalidBody'];
      default: components['responses']['OtherError'];
    };
  };
  listSpaces: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The spaces in the order of their names. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Spaces'];
        };
      };
      400: components['responses']['InvalidBody'];
      default: components['responses']['OtherError'];
    };
  };
  getSpace: {
    parameters: {
      query?: {
        /** @description Whether secrets are shown or masked as `********`. */
        secrets?: components['parameters']['Secrets'];
      };
      header?: never;
      path: {
        /** @description The name of a space. */
        space: components['parameters']['SpaceInPath'];
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The state. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['SpaceState'];
        };
      };
      400: components['responses']['InvalidBody'];
      /** @description There is none with this name or id. */
      404: {
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
  putSpace: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description The name of a space. */
        space: components['parameters']['SpaceInPath'];
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['SpaceState'];
      };
    };
    responses: {
      /** @description Replaced. No content. */
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
  deleteSpace: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description The name of a space. */
        space: components['parameters']['SpaceInPath'];
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Forgotten. No content. */
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      400: components['responses']['InvalidBody'];
      /** @description There is none with this name or id. */
      404: {
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
  arrangeSetting: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description The name of a space. */
        space: components['parameters']['SpaceInPath'];
        /** @description Whose setting. */
        provider: components['schemas']['ProviderName'];
      };
      cookie?: never;
    };
    requestBody?: {
      content: {
        'application/json': {
          [key: string]: unknown;
        };
      };
    };
    responses: {
      /** @description The setting as it is stored, with its secrets. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['AnySetting'];
        };
      };
      400: components['responses']['InvalidBody'];
      default: components['responses']['OtherError'];
    };
  };
  getState: {
    parameters: {
      query?: {
        /** @description Whether secrets are shown or masked as `********`. */
        secrets?: components['parameters']['Secrets'];
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The state of all spaces; the form of a seed file. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['State'];
        };
      };
      400: components['responses']['InvalidBody'];
      default: components['responses']['OtherError'];
    };
  };
  putState: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['State'];
      };
    };
    responses: {
      /** @description Restored. No content. */
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
  reset: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: {
      content: {
        'application/json': {
          space?: components['schemas']['SpaceName'];
        };
      };
    };
    responses: {
      /** @description As at the first start. No content. */
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
  listMessages: {
    parameters: {
      query?: {
        /** @description Only this space. */
        space?: components['parameters']['SpaceInQuery'];
        /** @description Only messages of this provider. */
        provider?: components['schemas']['ProviderName'];
        /** @description Only messages with this status. */
        status?: components['schemas']['MessageStatus'];
        /** @description Only messages to exactly this number or address. A `+` must be written `%2B`. */
        to?: string;
        /** @description Only messages recorded at this time or later. */
        since?: string;
        /** @description At most so many messages. */
        limit?: number;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description How many messages there are that fit, and the newest of them. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Messages'];
        };
      };
      400: components['responses']['InvalidBody'];
      default: components['responses']['OtherError'];
    };
  };
  deleteMessages: {
    parameters: {
      query?: {
        /** @description Only this space. */
        space?: components['parameters']['SpaceInQuery'];
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Emptied. No content. */
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
  waitForMessage: {
    parameters: {
      query?: {
        /** @description Only this space. */
        space?: components['parameters']['SpaceInQuery'];
        /** @description Only a message of this provider. */
        provider?: components['schemas']['ProviderName'];
        /** @description Only a message with this status. */
        status?: components['schemas']['MessageStatus'];
        /** @description Only a message to exactly this number or address. A `+` must be written `%2B`. */
        to?: string;
        /** @description The id of a message: the next one after it is waited for. Without it, or when it is not there any more, the newest one will do. */
        after?: string;
        /** @description How long to wait, in milliseconds. */
        timeout?: number;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The message. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Message'];
        };
      };
      /** @description There was none in this time. No content. */
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
  getMessage: {
    parameters: {
      query?: {
        /** @description Only this space. */
        space?: components['parameters']['SpaceInQuery'];
      };
      header?: never;
      path: {
        /** @description The id of a message, or `latest`. */
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The message. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Message'];
        };
      };
      400: components['responses']['InvalidBody'];
      /** @description There is no such message. */
      404: {
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
  listRequests: {
    parameters: {
      query?: {
        /** @description Only this space. */
        space?: components['parameters']['SpaceInQuery'];
        /** @description Only requests of this operation. */
        operation?: components['parameters']['OperationInQuery'];
        /** @description Only requests that were answered with this status. */
        status?: components['parameters']['StatusInQuery'];
        /** @description At most so many requests. */
        limit?: number;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description How many requests there are that fit, and the newest of them. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Requests'];
        };
      };
      400: components['responses']['InvalidBody'];
      default: components['responses']['OtherError'];
    };
  };
  deleteRequests: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Forgotten. No content. */
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
  waitForRequest: {
    parameters: {
      query?: {
        /** @description Only this space. */
        space?: components['parameters']['SpaceInQuery'];
        /** @description Only requests of this operation. */
        operation?: components['parameters']['OperationInQuery'];
        /** @description Only requests that were answered with this status. */
        status?: components['parameters']['StatusInQuery'];
        /** @description The id of a request: the next one after it is wanted. Without it, the newest one will do. */
        after?: string;
        /** @description Milliseconds. */
        timeout?: number;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The request. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['RequestEntry'];
        };
      };
      /** @description None came in time. */
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
  listFaults: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The faults that are set, in the order in which they are tried. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Faults'];
        };
      };
      400: components['responses']['InvalidBody'];
      default: components['responses']['OtherError'];
    };
  };
  putFaults: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['Faults'];
      };
    };
    responses: {
      /** @description Set. No content. */
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
  addFault: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['InjectedFault'];
      };
    };
    responses: {
      /** @description The fault with its id. */
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['InjectedFault'];
        };
      };
      400: components['responses']['InvalidBody'];
      default: components['responses']['OtherError'];
    };
  };
  deleteFaults: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Forgotten. No content. */
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
  deleteFault: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description The id of a fault. */
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Taken back. No content. */
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      400: components['responses']['InvalidBody'];
      /** @description There is none with this name or id. */
      404: {
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
  streamEvents: {
    parameters: {
      query?: never;
      header?: {
        /** @description The id of the last event that was seen; what came after it is sent first. */
        'Last-Event-ID'?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Events without end. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'text/event-stream': string;
        };
      };
      400: components['responses']['InvalidBody'];
      default: components['responses']['OtherError'];
    };
  };
  listAssumptions: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The table of assumptions. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Assumptions'];
        };
      };
      400: components['responses']['InvalidBody'];
      default: components['responses']['OtherError'];
    };
  };
}
