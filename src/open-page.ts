// Shows the web page in the user's browser.

/** The address of the page, with the token that it needs, if it needs one. It is kept in a part that browsers never send. */
export function pageOf(url: string, token: string | undefined): string {
  const page = new URL('/__mock/', url);
  if (['0.0.0.0', '[::]'].includes(page.hostname)) page.hostname = 'localhost';
  if (token !== undefined) page.hash = new URLSearchParams({ token }).toString();
  return page.href;
}

/** Opens it; where there is no browser it says so, and the mock goes on. */
export async function openPage(page: string, say: (line: string) => void): Promise<void> {
  const cannot = (): void => say(`otp-settings-mock: no browser could be opened; the page is at ${page.split('#')[0]}`);
  try {
    const { default: open } = await import('open');
    (await open(page)).once('error', cannot);
  } catch {
    cannot();
  }
}
