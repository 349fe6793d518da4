// A global setup for vitest: one mock for the whole run, which the fixtures find by themselves.
import type { TestProject } from 'vitest/node';
import type { ServerOptions } from '../options.ts';
import { startMock } from './start-mock.ts';
import './vitest-context.ts';

/** The global setup with options: `export default setupMock({ port: 4010, seed: 'demo' })` in a file of one's own. */
export function setupMock(
  options: ServerOptions & { port?: number } = {},
): (project: TestProject) => Promise<() => Promise<void>> {
  return async (project) => {
    const mock = await startMock(options);
    project.provide('otpSettingsMock', { url: mock.url, controlToken: options.controlToken });
    return () => mock.close();
  };
}

export default setupMock();
