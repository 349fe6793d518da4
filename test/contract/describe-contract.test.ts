// The checks as tests of somebody's vitest project. This file is such a project: the mock's own application is its target.
import { describeContract } from '../../src/contract/describe-contract.ts';
import { createServer } from '../../src/server.ts';

const { app } = await createServer();
await describeContract({ target: app, only: ['list.', 'put-twilio.listed', 'assumption.id-type', 'session.refresh'] });
