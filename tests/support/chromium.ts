/** Where Chromium is. As root on Debian it is installed when it is missing, with the fonts for Chinese; otherwise it is named. */
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

const candidates = [
  process.env.CHROMIUM_PATH,
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
];
const packages = ['chromium', 'fonts-noto-cjk'];

const found = (): string | undefined => candidates.find((path) => path !== undefined && existsSync(path));
const hasChineseFonts = (): boolean =>
  spawnSync('fc-list', [':lang=zh'], { encoding: 'utf8' }).stdout?.trim() !== '';

export const ensureChromium = async (): Promise<{ readonly path: string } | { readonly missing: string }> => {
  const present = found();
  if (present && hasChineseFonts()) return { path: present };
  const mayInstall = process.getuid?.() === 0 && existsSync('/usr/bin/apt-get');
  if (mayInstall) {
    console.log(`installing ${packages.join(' ')} …`);
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    execFileSync('apt-get', ['update', '-qq'], { stdio: 'inherit', env });
    execFileSync('apt-get', ['install', '-y', '-qq', ...packages], {
      stdio: ['ignore', 'ignore', 'inherit'],
      env,
    });
  }
  const path = found();
  if (path) return { path };
  return {
    missing: `Chromium is missing. On Debian: apt-get install -y ${packages.join(' ')}; elsewhere set CHROMIUM_PATH.`,
  };
};

/** Headless, in a container, without a call to anybody. */
export const chromiumArgs = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];
