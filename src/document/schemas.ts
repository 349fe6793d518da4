// Names for the types that are generated from the documents. Nothing is defined here a second time.
import type { components as Control, operations as ControlOperations } from './generated/control.ts';
import type { components as Contract, operations as ContractOperations } from './generated/otp-settings.ts';
import type { operations as SessionOperations } from './generated/session.ts';

/** The operations of all three documents, by operationId. */
export type Operations = ContractOperations & SessionOperations & ControlOperations;
export type OperationId = keyof Operations;
export type ControlOperationId = keyof ControlOperations;

export type ProviderName = Control['schemas']['ProviderName'];
export type TwilioSetting = Contract['schemas']['TwilioSetting'];
export type NetgsmSetting = Contract['schemas']['NetgsmSetting'];
export type DataportSetting = Contract['schemas']['DataportSetting'];
export type MailSetting = Contract['schemas']['MailSetting'];
export type AnySetting = Contract['schemas']['AnySetting'];

/** The settings of one space, by provider. */
export type SpaceSettings = Control['schemas']['SpaceState']['settings'];
export type SettingOf<P extends ProviderName> = NonNullable<SpaceSettings[P]>;
/** All of one space, as the control API gives and takes it. */
export type SpaceState = Control['schemas']['SpaceState'];
/** Several spaces: the form of a seed file. */
export type State = Control['schemas']['State'];

export type Message = Control['schemas']['Message'];
export type MessageStatus = Control['schemas']['MessageStatus'];
export type PassingViolation = NonNullable<Control['schemas']['RequestEntry']['violations']>[number];
/** Where the stand-ins for the providers listen. */
export type Providers = Control['schemas']['Providers'];
/** What is forwarded, and to where. */
export type UpstreamState = Control['schemas']['UpstreamState'];
/** What forwarded requests have shown of the assumptions. */
export type Observed = Control['schemas']['Observed'];
export type ClockState = Control['schemas']['ClockState'];
export type Assumption = Control['schemas']['Assumptions']['assumptions'][number];
/** What to break, and for which requests. */
export type Fault = Control['schemas']['Fault'];
/** One entry of the journal of requests. */
export type RequestEntry = Control['schemas']['RequestEntry'];
/** The operations that faults are set for, and that requests are looked up by. */
export type RequestOperation = Control['schemas']['RequestOperation'];
export type Exchange = Control['schemas']['Exchange'];
export type HttpExchange = Control['schemas']['HttpExchange'];
export type SmtpExchange = Control['schemas']['SmtpExchange'];

/** A user, without the password. */
export type KnownUser = Control['schemas']['KnownUser'];
/** A space with how much it has. */
export type SpaceCount = Control['schemas']['Spaces']['spaces'][number];

/** A user who can log in. */
export type User = Control['schemas']['User'];
/** What is put of a user at run time. */
export type UserFields = Control['schemas']['UserFields'];

/** What is stored of the sessions and their users. */
export type SessionFile = Control['schemas']['SessionFile'];

/** One validation error of a request. */
export type Violation = Contract['schemas']['Violation'];
export type ErrorBody = Contract['schemas']['Error'];
export type ProblemBody = Contract['schemas']['Problem'];
