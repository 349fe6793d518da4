// Whose account at a provider it is that a client uses: by the settings that are stored.
import { defaultSpace } from '../document/default-space.ts';
import type { ProviderName } from '../document/schemas.ts';
import type { Store } from '../store/store.ts';

export interface Account {
  readonly space: string;
  /** Whether the account is that of a stored setting, and has another secret there. */
  readonly isWrong: boolean;
}

export interface Credentials {
  readonly provider: ProviderName;
  /** The fields of the setting that name the account, and that prove that it is one's own. */
  readonly fields: { readonly name: string; readonly secret: string };
  readonly name: string;
  readonly secret: string;
}

/**
 * The space of an account: that of the stored setting that has its name, and the secret if several have the name; else the one
 * that is named behind a `+` in it, such as `acme` in `otp+acme@…`; else the default space.
 */
export async function findAccount(store: Store, { provider, fields, name, secret }: Credentials): Promise<Account> {
  const spaces = (await store.spaces()).flatMap((entry) => ('name' in entry ? [entry.name] : []));
  const stored = await Promise.all(
    spaces.map(async (space) => {
      const setting: Readonly<Record<string, unknown>> = {
        ...(await store.settings(space).read())?.settings[provider],
      };
      return { space, name: setting[fields.name], secret: setting[fields.secret] };
    }),
  );
  const same = stored.filter((each) => each.name === name);
  const own = same.find((each) => each.secret === secret) ?? same[0];
  if (own) return { space: own.space, isWrong: own.secret !== secret };
  return { space: /\+([^@\p{Cc}]{1,100})(?=@|$)/u.exec(name)?.[1] ?? defaultSpace, isWrong: false };
}
