// Generated from openapi/control.yaml by `npm run generate`. Do not edit.
export interface paths {
  '/': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Links to everything */
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
    /** Redirect to the page */
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
    /** The web page of the mock */
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
    /** The API documentation */
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
    /** A file of the web page or of the API documentation */
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
    /**
     * The contract as served, with the assumptions in force
     * @description For generators of clients. The settings in GET are one object with the fields of all kinds.
     */
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
    /**
     * The contract as served, with the assumptions in force
     * @description For generators of clients. The settings in GET are one object with the fields of all kinds.
     */
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
    /** One of the mock's OpenAPI documents */
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
     * The users who can log in
     * @description Clients of this API can act as any of these users without a login, with the header `X-Mock-User`.
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
  '/__mock/users/{name}': {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description The name of a user. */
        name: string;
      };
      cookie?: never;
    };
    get?: never;
    /**
     * Create or replace a user
     * @description What is left out has its default. A user of the users file is replaced until it is deleted here.
     */
    put: operations['putUser'];
    post?: never;
    /**
     * Delete a user that was put
     * @description A user who is in the users file as well is as in the file again.
     */
    delete: operations['deleteUser'];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/__mock/users/{name}/expire': {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description The name of a user. */
        name: string;
      };
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Have the access tokens of a user expire
     * @description Those that the user has now, or only that of a cookie. Refresh tokens stay valid, and other users and the clock are as before.
     */
    post: operations['expireTokens'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/__mock/otp/{user}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Wait for the code of a login
     * @description Responds as soon as a login of the user waits for a code, or at once if one does already.
     */
    get: operations['waitForCode'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/__mock/seed': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Put the spaces of a seed where there are none yet */
    post: operations['plantSeed'];
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
     * @description A state with masked secrets is refused. Read it with `secrets=plain` if you want to restore it later.
     */
    put: operations['putSpace'];
    post?: never;
    /** Delete one space */
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
     * Store a setting from some of its fields
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
     * @description All or nothing. Afterwards, all spaces are as in the snapshot, and spaces that it does not contain are deleted. A snapshot with masked secrets is refused.
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
    /** Reset all spaces or one space to the seed */
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
     * @description Responds as soon as there is a matching message that is newer than the one named by `after`, or at once if there is one already.
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
      path: {
        /** @description The id of a message, or `latest`. */
        id: string;
      };
      cookie?: never;
    };
    /** One message; `latest` stands for the newest one */
    get: operations['getMessage'];
    put?: never;
    post?: never;
    /** Delete one message; `latest` stands for the newest one */
    delete: operations['deleteMessage'];
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
     * @description Requests of the contract and of the session API. Requests to the control API are not recorded. The mock keeps the last 500 of each space (`--journal-limit`), and of all spaces together; none across a restart.
     */
    get: operations['listRequests'];
    put?: never;
    post?: never;
    /** Clear the recorded requests */
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
     * @description Responds as soon as a matching request that is newer than the one named by `after` has its response, or at once if there is one already.
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
    /** The active faults */
    get: operations['listFaults'];
    /** Replace all faults */
    put: operations['putFaults'];
    /** Add a fault */
    post: operations['addFault'];
    /** Remove all faults */
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
    /** Remove one fault */
    delete: operations['deleteFault'];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/__mock/clock': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** The time of the mock */
    get: operations['getClock'];
    /**
     * Set or freeze the time of the mock
     * @description The clock applies to everything that the mock dates: tokens and their expiry, settings, messages, requests, and the Date header. It goes on from the given time, or stands still if it is frozen. It is kept in memory only.
     */
    put: operations['setClock'];
    post?: never;
    /** Return to the real time */
    delete: operations['resetClock'];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/__mock/clock/advance': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Move the time of the mock forward */
    post: operations['advanceClock'];
    delete?: never;
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
     * A stream of events
     * @description Server-sent events. `request`: a recorded request. `outbox`: a message. `state`: the space whose settings changed or whose outbox was replaced; without a space if there were several. `faults`: the list of faults changed. `users`: the users changed. `clock`: the clock was set. `assumptions`: assumptions changed. `upstream`: what is forwarded changed. `missed`: events were lost, so read the state again; a client that reads too slowly gets it, too. A comment is sent every 15 seconds if nothing else is.
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
  '/__mock/upstream': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Which operations the upstream answers, and which the mock */
    get: operations['getUpstream'];
    /** Forward these operations of the contract, and mock the others */
    put: operations['putUpstream'];
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/__mock/providers': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Where the stand-ins for the providers listen */
    get: operations['getProviders'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/__mock/observed': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * What forwarded requests have shown of the assumptions
     * @description Only what was decided by at least one request and its response.
     */
    get: operations['getObserved'];
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
    /**
     * Change assumptions while the mock runs
     * @description From the next request on, the mock answers by these values; what is stored stays. Assumptions that are not named return to their values of the start, and all of them with a reset of everything. Only this mock changes, also where others share its store.
     */
    put: operations['putAssumptions'];
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
        /** @description Why the space cannot be read. If the file does not contain the name of the space, the name is that of the file. */
        unreadable?: string;
      }[];
    };
    /**
     * @description Whether the secrets are plain or masked. In a state with plain secrets, a secret that looks like the mask is an ordinary secret.
     * @enum {string}
     */
    SecretsShown: 'plain' | 'masked';
    /** @description The whole state of one space. */
    SpaceState: {
      secrets?: components['schemas']['SecretsShown'];
      settings: {
        twilio?: components['schemas']['TwilioSetting'];
        netgsm?: components['schemas']['NetgsmSetting'];
        dataport?: components['schemas']['DataportSetting'];
        mail?: components['schemas']['MailSetting'];
      };
      /** @description The messages, newest first. If missing, the outbox is empty. */
      outbox?: components['schemas']['Message'][];
    };
    /** @description The state of several spaces, in the format of a seed file. */
    State: {
      secrets?: components['schemas']['SecretsShown'];
      spaces: {
        [key: string]: components['schemas']['SpaceState'];
      };
      /** @description The users that were put at run time, by name. In a seed, they replace those of the users file with the same names. */
      users?: {
        [key: string]: components['schemas']['UserFields'];
      };
    };
    Messages: {
      /** @description The number of messages that match the query. */
      total: number;
      messages: components['schemas']['Message'][];
    };
    /** @description A message that would have been sent. Nothing is ever sent to a real provider. */
    Message: {
      id: string;
      space: string;
      /** Format: date-time */
      createdAt: string;
      /** @description The user who requested it; of a received message, the user whose address it has, or the name that the client has logged in with. */
      requestedBy: string;
      /** @description Whether a client has sent it to a stand-in of the mock. Missing if the mock itself has composed it. */
      received?: boolean;
      /** @enum {string} */
      channel: 'sms' | 'mail';
      provider: components['schemas']['ProviderName'];
      /** @description The number, name or address of the sender; empty if the setting has none. */
      from: string;
      /** @description The number or address of the user who requested it; empty if the user has none. */
      to: string;
      /** @description The subject of a mail. */
      subject?: string;
      text: string;
      /** @description The one-time password in the text; empty if a received text has none. */
      code: string;
      status: components['schemas']['MessageStatus'];
      /** @description Why the provider refused it, with the provider's own code and message. */
      error?: {
        /** @example 20003 */
        code: string;
        /** @example Authenticate */
        message: string;
        /**
         * @description What brought it about in the mock, as a sentence.
         * @example The setting has no authToken.
         */
        rule?: string;
      };
      /** @description The requests that would have been sent, with secrets masked, and the simulated replies. */
      exchanges: components['schemas']['Exchange'][];
    };
    Requests: {
      /** @description The number of requests that match the query. */
      total: number;
      requests: components['schemas']['RequestEntry'][];
    };
    /** @description One request and its response. */
    RequestEntry: {
      id: string;
      /** Format: date-time */
      at: string;
      /** @example PUT */
      method: string;
      /** @description Path and query as received. */
      url: string;
      /** @description The operationId of the path and method, if there is one. */
      operation?: string;
      space?: string;
      /** @description The user who was logged in. */
      user?: string;
      /** @description The response status; 0 if the client disconnected before the response. */
      status: number;
      /** @description Milliseconds until the response was sent. */
      ms: number;
      /** @description Why the request was refused. */
      reason?: string;
      /** @description The injected fault. */
      fault?: string;
      /** @description Whether the upstream answered it, not the mock. */
      forwarded?: boolean;
      /** @description What in a forwarded request and its response violates the contract. */
      violations?: {
        /** @enum {string} */
        in: 'request' | 'response';
        /** @description The place: a JSON pointer under /status, /headers, /query, /params or /body. */
        path: string;
        message: string;
        rule: string;
      }[];
      /** @description Every validation error of the request, with its path. */
      errors?: components['schemas']['Violation'][];
      /** @description The parsed body, with secrets masked; missing if it is large or not an object. */
      body?: {
        [key: string]: unknown;
      };
      /** @description The request headers, with names in lower case and secrets masked. */
      requestHeaders?: components['schemas']['Headers'];
      /** @description The response headers, with names in lower case and secrets masked. */
      responseHeaders?: components['schemas']['Headers'];
      /** @description The response body, with secrets masked: a JSON value or a text; missing if it is large or empty. */
      responseBody?: unknown;
    };
    /** @description The format of a users file. */
    Users: {
      users: components['schemas']['User'][];
    };
    User: {
      username: string;
      password: string;
      /** @description The phone number for messages by SMS. */
      phone?: string;
      /** @description The address for messages by mail. */
      mail?: string;
      /**
       * @description The space names in the response to the login.
       * @default [
       *       "default_space"
       *     ]
       */
      spaces: string[];
      /**
       * @description Whether a login takes a code, and how it is sent; none by default.
       * @enum {string}
       */
      otp?: 'none' | 'sms' | 'mail';
    };
    /** @description A user that is put at run time. A missing password is the name of the user. */
    UserFields: {
      password?: string;
      /** @description The phone number for messages by SMS. */
      phone?: string;
      /** @description The address for messages by mail. */
      mail?: string;
      /** @description The space names in the response to the login; default_space by default. */
      spaces?: string[];
      /**
       * @description Whether a login takes a code, and how it is sent; none by default.
       * @enum {string}
       */
      otp?: 'none' | 'sms' | 'mail';
    };
    /** @description What is stored of the clock, if several mocks share a store. */
    StoredClock: {
      /** @description How far it is ahead of the real time in milliseconds. */
      offset: number;
      /** @description The time at which it stands still, in milliseconds since 1970. */
      frozenAt?: number;
    };
    /** @description What is stored of the faults, if several mocks share a store. */
    StoredFaults: {
      /** @description How many were assigned an id. */
      given: number;
      faults: (components['schemas']['Fault'] & Record<string, never>)[];
    };
    /** @description What is stored of the sessions and their users. */
    SessionFile: {
      /** @enum {integer} */
      version: 1;
      /** @description The key that signs tokens. */
      key: string;
      /** @description The sessions that were ended by a logout and the tokens that were made to expire, with the time until which they would be valid, in seconds since 1970. */
      ended: {
        [key: string]: number;
      };
      /** @description The users that were put at run time, by name. */
      users?: {
        [key: string]: components['schemas']['UserFields'];
      };
      /** @description What is known of the logins of users, by name. Times are in milliseconds since 1970. */
      logins?: {
        [key: string]: components['schemas']['Login'];
      };
    };
    Login: {
      /** @description How many wrong passwords and codes there were in a row. */
      failures?: number;
      lockedUntil?: number;
      /** @description How many codes were sent. */
      codes?: number;
      /** @description How many times the access tokens of the user were made to expire. */
      expiries?: number;
      /** @description When the last code was sent. */
      sentAt?: number;
      /** @description The code that the user can log in with now. */
      code?: {
        code: string;
        /** @description The id of the message. */
        message: string;
        /** @description The space in whose outbox the message is. */
        space: string;
        expiresAt: number;
      };
    };
    KnownUsers: {
      users: components['schemas']['KnownUser'][];
    };
    KnownUser: {
      username: string;
      /** @description The phone number for messages by SMS. */
      phone?: string;
      /** @description The address for messages by mail. */
      mail?: string;
      /** @description The space names in the response to the login. */
      spaces: string[];
      /**
       * @description How the code of a login is sent, if it takes one.
       * @enum {string}
       */
      otp?: 'sms' | 'mail';
      /** @description The code for which a login waits. */
      waits?: {
        /** @description The id of the message with the code. */
        message: string;
        /** @description The space in whose outbox it is. */
        space: string;
        /** Format: date-time */
        expiresAt: string;
      };
      /**
       * Format: date-time
       * @description Until when the user is locked, if so.
       */
      lockedUntil?: string;
    };
    /** @description The code of a login under way. */
    SentCode: {
      /** @example 123456 */
      code: string;
      /** Format: date-time */
      expiresAt: string;
      /** @description The id of the message with the code. */
      message: string;
    };
    Faults: {
      faults: components['schemas']['Fault'][];
    };
    /** @description The time of the mock. */
    ClockState: {
      /**
       * Format: date-time
       * @description The time of the mock.
       */
      now: string;
      /** @description How far it is ahead of the real time in milliseconds; negative if it is behind. */
      offset: number;
      /** @description Whether it stands still. */
      frozen: boolean;
    };
    /** @description Give now or offset. With neither of them, the time stays as it is. */
    ClockChange: {
      /**
       * Format: date-time
       * @description The new time.
       */
      now?: string;
      /** @description How far ahead of the real time, in milliseconds; negative for the past. */
      offset?: number;
      /** @description Whether it stands still; false by default. */
      frozen?: boolean;
    };
    /** @description What to break, and for which requests. Without conditions, it applies to every request of the contract. To break a request of the session API, name its operation. */
    Fault: components['schemas']['FaultFields'] & (unknown | unknown | unknown | unknown | unknown | unknown);
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
      | 'validate'
      | 'refresh'
      | 'logout'
      | 'listLockedUsers';
    /** @description Which requests to break, how often, and how. At least one of delay, status, headers, error, connection and token is required. */
    FaultFields: {
      /** @description Assigned by the mock if it is missing. */
      id?: string;
      /** @description Only requests of this operation. */
      operation?: components['schemas']['RequestOperation'];
      /** @description Only test sends through this provider, and PUT requests for its setting. */
      provider?: components['schemas']['ProviderName'];
      /** @description Only requests in this space. The fault goes with the space. */
      space?: components['schemas']['SpaceName'];
      /** @description Only requests of this user, who is logged in, or logs in. */
      user?: string;
      /** @description After so many seconds the fault ends by itself. */
      seconds?: number;
      /**
       * Format: date-time
       * @description When the fault ends by itself. The mock tells it.
       */
      endsAt?: string;
      /** @description How many requests the fault still applies to. Without it, the fault stays until it is removed. */
      times?: number;
      /** @description The probability for each request; 1 by default. */
      probability?: number;
      /** @description The delay of the response in milliseconds, as a number or a range. */
      delay?:
        | number
        | {
            from: number;
            to: number;
          };
      /** @description The status of the response. */
      status?: number;
      /** @description The body of the response. A text is sent as text/html unless a header says otherwise, anything else as JSON. Without it, an error has the usual body, and a success none. */
      body?: unknown;
      /** @description Headers of the response, such as Retry-After. A list is several headers of one name, as for Set-Cookie. */
      headers?: {
        [key: string]: string | string[];
      };
      /**
       * @description The access token counts as expired. It is renewed in passing where an assumption says so.
       * @enum {string}
       */
      token?: 'expired';
      /** @description The code with which the provider refuses a test send, or the code of a login, for example 30 or 21610. ECONNREFUSED, ETIMEDOUT, ECONNRESET or ENOTFOUND make the provider unreachable. */
      error?: string;
      /**
       * @description `reset` closes the connection, `hang` never responds, `truncate` breaks the response off in the middle.
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
        /**
         * @description What the strategy asks for; of a received message, what the client has used.
         * @enum {string}
         */
        tls: 'starttls-if-offered' | 'implicit' | 'starttls-required' | 'starttls' | 'none';
        envelope: {
          from: string;
          to: string[];
        };
        /** @description The whole message in the format of RFC 5322, with lines that end with CR LF. */
        message: string;
        /** @description Of a received message, what both have said, line by line. */
        dialogue?: string[];
      };
      /** @description The server's last reply; missing if no server was reached. */
      reply?: {
        /** @example 250 */
        code: number;
        text: string;
      };
    };
    Headers: {
      [key: string]: string;
    };
    UpstreamState: {
      /**
       * @description Missing without an upstream.
       * @example https://staging.example:8082
       */
      url?: string;
      /** @description The operations of the contract that the upstream answers. */
      forward: string[];
      /** @description The operations of the contract that the mock answers. */
      mock: string[];
    };
    Providers: {
      /** @description The mail server. `smtps` has TLS from the first byte. */
      smtp?: {
        /** @example 127.0.0.1 */
        host: string;
        /** @example 2525 */
        port: number;
      };
      /** @description The mail server. `smtps` has TLS from the first byte. */
      smtps?: {
        /** @example 127.0.0.1 */
        host: string;
        /** @example 2525 */
        port: number;
      };
      /** @description The proxy for the hosts of the SMS providers, and the certificate, in PEM, that its clients have to trust. */
      proxy?: {
        /** @example http://127.0.0.1:4011 */
        url: string;
        /** @example -----BEGIN CERTIFICATE----- */
        ca: string;
      };
      /** @description The paths of the mock at which the hosts of the SMS providers are. */
      hosts: {
        [key: string]: string;
      };
    };
    Observed: {
      /** @description By the names of the assumptions. */
      assumptions: {
        [key: string]: {
          /** @example masked */
          value: string;
          /** @description What was seen in which request; and what the value was before, if it has changed. */
          evidence: string;
        };
      };
    };
    UpstreamChange: {
      /**
       * @example [
       *       "getSettings"
       *     ]
       */
      forward: string[];
    };
    AssumptionValues: {
      /**
       * @description Values by the names of the assumptions, as in a file for `--assumptions`.
       * @example {
       *       "secrets-in-get": "masked"
       *     }
       */
      assumptions: {
        [key: string]: string;
      };
    };
    Assumptions: {
      assumptions: {
        name: string;
        question: string;
        /** @description The value in force. */
        value: string;
        default: string;
        values: string[];
        /** @description The reason for the default. */
        why: string;
      }[];
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
  };
  parameters: {
    /** @description Whether the operations of the session are in it, too. `?all` is enough. */
    All: '' | 'true' | 'false';
    /** @description The name of a space. */
    SpaceInPath: components['schemas']['SpaceName'];
    /** @description Only this space. */
    SpaceInQuery: components['schemas']['SpaceName'];
    /** @description Only requests of this operation. */
    OperationInQuery: components['schemas']['RequestOperation'];
    /** @description Only requests with this response status. */
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
      /** @description The most useful paths. */
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
      /** @description The page is at /__mock/. */
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
        /** @description If it contains gzip, the file is sent compressed. */
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
      /** @description Nothing has this name or id. */
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
      query?: {
        /** @description Whether the operations of the session are in it, too. `?all` is enough. */
        all?: components['parameters']['All'];
      };
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
      query?: {
        /** @description Whether the operations of the session are in it, too. `?all` is enough. */
        all?: components['parameters']['All'];
      };
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
        /** @description The contract with the assumptions in force, the session API, or this document. */
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
  putUser: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description The name of a user. */
        name: string;
      };
      cookie?: never;
    };
    requestBody?: {
      content: {
        'application/json': components['schemas']['UserFields'];
      };
    };
    responses: {
      /** @description The user without the password. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['KnownUser'];
        };
      };
      400: components['responses']['InvalidBody'];
      default: components['responses']['OtherError'];
    };
  };
  deleteUser: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description The name of a user. */
        name: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Deleted. No content. */
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      400: components['responses']['InvalidBody'];
      /** @description Nothing has this name or id. */
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
  expireTokens: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description The name of a user. */
        name: string;
      };
      cookie?: never;
    };
    requestBody?: {
      content: {
        'application/json': {
          /** @description A Cookie header, or the value of the cookie ins_access_token. */
          cookie?: string;
        };
      };
    };
    responses: {
      /** @description Expired. No content. */
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      400: components['responses']['InvalidBody'];
      /** @description Nothing has this name or id. */
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
  waitForCode: {
    parameters: {
      query?: {
        /** @description How long to wait, in milliseconds. */
        timeout?: number;
      };
      header?: never;
      path: {
        /** @description The name of the user. */
        user: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The code. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['SentCode'];
        };
      };
      /** @description No login waited for a code in time. No content. */
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      400: components['responses']['InvalidBody'];
      /** @description Nothing has this name or id. */
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
  plantSeed: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': {
          /**
           * @description `demo` for the bundled seed, or `random:300` for as many made-up spaces, 10,000 at most.
           * @example random:300
           */
          seed: string;
          /**
           * @description Other numbers make other spaces. The same number makes the same ones.
           * @default 1
           */
          rngSeed?: number;
        };
      };
    };
    responses: {
      /** @description The names of the spaces that are new. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            spaces: string[];
          };
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
      /** @description The spaces, sorted by name. */
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
      /** @description Nothing has this name or id. */
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
      /** @description Deleted. No content. */
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      400: components['responses']['InvalidBody'];
      /** @description Nothing has this name or id. */
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
        /** @description The provider of the setting. */
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
      /** @description The stored setting, including its secrets. */
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
      /** @description The state of all spaces, in the format of a seed file. */
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
      /** @description Reset. No content. */
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
        /** @description The maximum number of messages. */
        limit?: number;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The number of matching messages, and the newest of them. */
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
        /** @description The id of a message. The response is the next matching message after it. Without `after`, or if that message no longer exists, the newest matching message is the response. */
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
      /** @description No matching message arrived in time. No content. */
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
      /** @description The message does not exist. */
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
  deleteMessage: {
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
      /** @description The message is gone. */
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      400: components['responses']['InvalidBody'];
      /** @description The message does not exist. */
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
        /** @description Only requests with this response status. */
        status?: components['parameters']['StatusInQuery'];
        /** @description The maximum number of requests. */
        limit?: number;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The number of matching requests, and the newest of them. */
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
      /** @description Deleted. No content. */
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
        /** @description Only requests with this response status. */
        status?: components['parameters']['StatusInQuery'];
        /** @description The id of a request. The response is the next matching request after it. Without `after`, it is the newest one. */
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
      /** @description The request. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['RequestEntry'];
        };
      };
      /** @description No matching request arrived in time. No content. */
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
      /** @description The active faults, in the order in which they are tried. */
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
        'application/json': components['schemas']['Fault'];
      };
    };
    responses: {
      /** @description The fault with its id. */
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Fault'];
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
      /** @description Deleted. No content. */
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
      /** @description Removed. No content. */
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      400: components['responses']['InvalidBody'];
      /** @description Nothing has this name or id. */
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
  getClock: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The time, and how far it is from the real one. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['ClockState'];
        };
      };
      400: components['responses']['InvalidBody'];
      default: components['responses']['OtherError'];
    };
  };
  setClock: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['ClockChange'];
      };
    };
    responses: {
      /** @description The time, and how far it is from the real one. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['ClockState'];
        };
      };
      400: components['responses']['InvalidBody'];
      default: components['responses']['OtherError'];
    };
  };
  resetClock: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The time, and how far it is from the real one. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['ClockState'];
        };
      };
      400: components['responses']['InvalidBody'];
      default: components['responses']['OtherError'];
    };
  };
  advanceClock: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': {
          /** @description How far. */
          milliseconds: number;
        };
      };
    };
    responses: {
      /** @description The time, and how far it is from the real one. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['ClockState'];
        };
      };
      400: components['responses']['InvalidBody'];
      default: components['responses']['OtherError'];
    };
  };
  streamEvents: {
    parameters: {
      query?: never;
      header?: {
        /** @description The id of the last event that the client received. The events after it are sent first. */
        'Last-Event-ID'?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description An endless stream of events. */
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
  getUpstream: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The upstream, or without one, that all is mocked. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['UpstreamState'];
        };
      };
      400: components['responses']['InvalidBody'];
      default: components['responses']['OtherError'];
    };
  };
  putUpstream: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['UpstreamChange'];
      };
    };
    responses: {
      /** @description The upstream as it is now. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['UpstreamState'];
        };
      };
      400: components['responses']['InvalidBody'];
      /** @description The mock was started without an upstream. */
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
  getProviders: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The mail servers that were asked for at the start, and the hosts of the SMS providers. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Providers'];
        };
      };
      400: components['responses']['InvalidBody'];
      default: components['responses']['OtherError'];
    };
  };
  getObserved: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The values, in the order of the table of assumptions. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Observed'];
        };
      };
      400: components['responses']['InvalidBody'];
      /** @description The mock was started without an upstream. */
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
  putAssumptions: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['AssumptionValues'];
      };
    };
    responses: {
      /** @description The values are in force. */
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
}
