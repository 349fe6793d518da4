// Right: the settings of the chosen space, one provider at a time, and which of them is the default.
import type { ProviderName } from '../document/schemas.ts';
import { act, sendTest } from './actions.ts';
import { mockUrl } from './api.ts';
import { defaultIn } from './defaults.ts';
import { quote } from '../common/shell.ts';
import type { Model } from './model.ts';
import { Empty, Panel, Said, Tabs } from './parts.tsx';
import { chooseDefault } from './saving.ts';
import { SettingForm } from './setting-form.tsx';

interface Props {
  readonly model: Model;
}

export function SettingsPanel({ model }: Props) {
  const { space } = model;
  const settings = model.settings.value;
  const form = model.rules.forms.value.find(({ provider }) => provider === model.provider);
  const isEmpty = Object.keys(settings).length === 0;
  return (
    <Panel title={`Settings of ${space}`} name="settings" tools={<Send model={model} />}>
      <Said model={model} action="send" />
      {isEmpty && <First model={model} />}
      {!isEmpty && <DefaultChoice model={model} />}
      <Tabs
        label="Provider"
        tabs={model.rules.forms.value.map(({ provider, title }) => ({
          id: provider,
          title,
          mark: markOf(model, provider),
        }))}
        chosen={model.provider}
        onChoose={(provider) => void model.go({ provider })}
      >
        {form && (
          <SettingForm key={`${space} ${form.provider}`} model={model} form={form} setting={settings[form.provider]} />
        )}
      </Tabs>
    </Panel>
  );
}

function markOf(model: Model, provider: ProviderName): string {
  if (model.drafts.of(model.space, provider)) return 'not saved';
  const setting = model.settings.value[provider];
  if (!setting) return 'not set';
  return setting.isDefault ? 'default' : 'set';
}

function Send({ model }: Props) {
  const isPossible = defaultIn(model.settings.value) !== undefined;
  return (
    <button
      type="button"
      class="primary"
      disabled={!isPossible}
      title={isPossible ? 'By the setting that is the default' : 'No setting is the default yet'}
      onClick={() => void act(model, 'send', () => sendTest(model))}
    >
      Send test
    </button>
  );
}

function DefaultChoice({ model }: Props) {
  const settings = model.settings.value;
  const chosen = defaultIn(settings);
  const choose = (provider: ProviderName | undefined): void =>
    void act(model, 'default', () => chooseDefault(model, provider));
  const choices = [{ provider: undefined, title: 'none' }, ...model.rules.forms.value];
  return (
    <>
      <fieldset class="choice">
        <legend>Test sends go through</legend>
        {choices.map(({ provider, title }) => (
          <label key={title}>
            <input
              type="radio"
              name="default"
              checked={provider === chosen}
              disabled={provider !== undefined && !settings[provider]}
              onChange={() => choose(provider)}
            />
            {title}
          </label>
        ))}
      </fieldset>
      <Said model={model} action="default" />
    </>
  );
}

/** What to do in a space that has nothing yet. */
function First({ model }: Props) {
  const { space } = model;
  return (
    <Empty command={putLine(space, model.users.acting.value)}>
      {space} has no settings. Fill in a form and save it, or send a PUT from your application:
    </Empty>
  );
}

function putLine(space: string, user: string): string {
  const body = {
    isDefault: true,
    type: 'SMS',
    provider: 'Netgsm',
    username: '8501234567',
    password: 'p',
    header: 'ACME',
  };
  const headers = [`X-Space: ${space}`, `X-Mock-User: ${user}`, 'Content-Type: application/json'];
  const url = quote(`${mockUrl()}/api/otp/settings/sms/netgsm`);
  return `curl -X PUT ${headers.map((header) => `-H ${quote(header)}`).join(' ')} -d ${quote(JSON.stringify(body))} ${url}`;
}
