// Shows the web page in the user's browser.
import { spawn } from 'node:child_process';

/** The address of the page, with the token that it needs, if it needs one. It is kept in a part that browsers never send. */
export function pageOf(url: string, token: string | undefined): string {
  const page = new URL('/__mock/', url);
  if (['0.0.0.0', '[::]'].includes(page.hostname)) page.hostname = 'localhost';
  if (token !== undefined) page.hash = new URLSearchParams({ token }).toString();
  return page.href;
}

/** The program of a system that opens a URL, and what comes before the URL. None of them is a shell, which would read it. */
export function openerOf(platform: NodeJS.Platform): readonly [program: string, ...args: string[]] {
  if (platform === 'win32') return ['rundll32', 'url.dll,FileProtocolHandler'];
  return [platform === 'darwin' ? 'open' : 'xdg-open'];
}

/** Opens it; where there is no browser it says so, and the mock goes on. */
export function openPage(page: string, say: (line: string) => void): void {
  const cannot = (): void => say(`otp-settings-mock: no browser could be opened; the page is at ${page.split('#')[0]}`);
  const [program, ...args] = openerOf(process.platform);
  const opener = spawn(program, [...args, page], { stdio: 'ignore', detached: true });
  opener.once('error', cannot).once('exit', (code) => code !== 0 && cannot());
  opener.unref();
}
