// Middle: the settings of the chosen space, one form for each provider.
import { mockUrl } from './api.ts';
import { SettingForm } from './setting-form.tsx';
import type { Model } from './model.ts';
import { Empty, Panel } from './parts.tsx';
import { quote } from './format.ts';

export function SettingsPanel({ model }: { readonly model: Model }) {
  const { value: space } = model.space;
  const settings = model.settings.value;
  const hasDefault = Object.values(settings).some((setting) => setting?.isDefault);
  const test = (
    <button
      type="button"
      class="primary"
      disabled={!hasDefault}
      title={hasDefault ? 'By the setting that is the default' : 'No setting is the default yet'}
      onClick={() => void model.try(() => model.sendTest())}
    >
      Send test
    </button>
  );
  return (
    <Panel title={`Settings of ${space}`} name="settings" tools={test}>
      {Object.keys(settings).length === 0 && (
        <Empty command={putLine(space, model.user.value)}>
          {space} has no settings. Fill in a form and save it, or put one as your application would:
        </Empty>
      )}
      <div class="forms">
        {model.forms.value.map((form) => (
          <SettingForm key={`${space} ${form.provider}`} model={model} form={form} setting={settings[form.provider]} />
        ))}
      </div>
    </Panel>
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
