// Snapshots as files.
import type { Model } from './model.ts';
import type { Outcome } from './outcomes.ts';
import { saveAs } from './save-as.ts';

export async function download({ api }: Model): Promise<Outcome> {
  saveAs('otp-settings-mock.json', await (await api.ask('/__mock/state?secrets=plain')).blob());
  return { text: 'Saved as otp-settings-mock.json, including the secrets' };
}

export async function restore(model: Model, input: HTMLInputElement): Promise<Outcome> {
  const [file] = input.files ?? [];
  if (!file) return { text: 'No file was chosen', isBad: true };
  const text = await file.text();
  input.value = ''; // the same file may be chosen again
  const body = parse(text, file.name);
  const before: unknown = await (await model.api.ask('/__mock/state?secrets=plain')).json();
  const put = async (state: unknown): Promise<void> => {
    await model.api.ask('/__mock/state', { method: 'PUT', body: state });
    await model.load();
  };
  await put(body);
  return { text: `Restored ${file.name}`, undo: () => put(before) };
}

function parse(text: string, name: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new Error(`${name} is not a snapshot: it is not valid JSON.`, { cause: error });
  }
}
