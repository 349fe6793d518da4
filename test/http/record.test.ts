// What is recorded when a response is out: nothing that goes wrong there may reach anybody else.
import { describe, expect, it, onTestFinished } from 'vitest';
import { createServer } from '../../src/server.ts';
import { talkTo } from '../support/mock.ts';

describe('A log that throws', () => {
  it('A log that throws gets the problem, and requests still work', async () => {
    const problems: string[] = [];
    const log = {
      request: () => {
        throw new RangeError('Maximum call stack size exceeded');
      },
      problem: (text: string) => void problems.push(text),
    };
    const server = await createServer({ log });
    onTestFinished(() => server.close());
    const { agent } = talkTo(server);
    for (let index = 0; index < 2; index += 1) expect((await agent.get('/__mock/health')).status).toBe(200);
    await expect.poll(() => problems.length).toBe(2);
    expect(problems[0]).toMatch(/^The request [0-9a-f-]{36} could not be recorded: Maximum call stack size exceeded/);
  });
});
