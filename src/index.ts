// The public exports.
export { createServer, type MockServer } from './server.ts';
export {
  connectMock,
  type ConnectOptions,
  type MessageFilter,
  type MockClient,
  type MockOutbox,
  type MockRequests,
  type RequestFilter,
  type RequestWaitOptions,
  type SettingChanges,
  type WaitOptions,
} from './integrations/mock-client.ts';
export type { Credentials, MockUser, MockUsers, UserChanges } from './integrations/mock-users.ts';
export type { MockClock } from './integrations/mock-clock.ts';
export { startMock, type Mock } from './integrations/start-mock.ts';
export { describeContract, type DescribeOptions } from './contract/describe-contract.ts';
export type { Coverage, NotShown, Requirements } from './contract/report/coverage.ts';
export type { Report } from './contract/report/report.ts';
export type { CheckResult, Outcome } from './contract/report/result.ts';
export type { RunOptions } from './contract/run/run.ts';
export type { ServerOptions } from './options.ts';
export { StartError } from './document/start-error.ts';
export { type AssumptionSet, assumptionSets } from './assumptions/sets.ts';
export { type AssumptionName, type Assumptions, table as assumptions } from './assumptions/table.ts';
export type {
  AnySetting,
  DataportSetting,
  ErrorBody,
  Exchange,
  Fault,
  MailSetting,
  Message,
  NetgsmSetting,
  Observed,
  ProviderName,
  Providers,
  RequestEntry,
  SpaceSettings,
  SpaceState,
  State,
  TwilioSetting,
  User,
  UserFields,
  Violation,
} from './document/schemas.ts';
