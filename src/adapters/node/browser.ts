/**
 * @module The browser that the npm package carries, unpacked once into a folder of our own. Several processes may start at
 * the same time: each unpacks into its own folder, the first to finish moves it into place.
 */
import { execFile } from 'node:child_process';
import { lstat, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import puppeteer, { type Browser } from 'puppeteer-core';

/** Another Chromium to use, for machines the packaged one does not run on. */
const OVERRIDE = 'LUONGTRI_BROWSER';

/** What a browser needs of the environment; keys and addresses of databases are none of its business. */
const NEEDED = /^(PATH|HOME|USER|LANG|LANGUAGE|LC_.*|TZ|TMPDIR|LD_LIBRARY_PATH|FONTCONFIG_.*|XDG_.*|DISPLAY|DBUS_.*)$/;

export const browserEnvironment = (env: NodeJS.ProcessEnv): NodeJS.ProcessEnv =>
  Object.fromEntries(Object.entries(env).filter(([name]) => NEEDED.test(name)));

/** Network access is refused at the browser, not only at the page. */
const ARGUMENTS = [
  '--disable-background-networking',
  '--disable-breakpad',
  '--disable-component-update',
  '--disable-default-apps',
  // Containers often give /dev/shm a few megabytes only.
  '--disable-dev-shm-usage',
  '--disable-extensions',
  '--disable-gpu',
  '--disable-quic',
  '--disable-sync',
  '--hide-scrollbars',
  '--mute-audio',
  '--no-default-browser-check',
  '--no-first-run',
  '--no-proxy-server',
  '--host-resolver-rules=MAP * ~NOTFOUND',
  '--font-render-hinting=none',
];

const run = promisify(execFile);

let unpacking: Promise<string> | undefined;

/** Folder with the unpacked browser, its fonts and libraries. */
function browserFolder(): Promise<string> {
  unpacking ??= unpack();
  // A failure (a full disk) may pass; the next caller tries again.
  unpacking.catch(() => {
    unpacking = undefined;
  });
  return unpacking;
}

async function unpack(): Promise<string> {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new Error(
      `the packaged browser runs on Linux x64, not on ${process.platform} ${process.arch}: set ${OVERRIDE} to the path of a Chromium or Chrome`,
    );
  }
  const entry = createRequire(import.meta.url).resolve('@sparticuz/chromium');
  const { version } = JSON.parse(await readFile(join(dirname(entry), '..', 'package.json'), 'utf8')) as {
    version: string;
  };
  const folder = join(tmpdir(), `luongtri-chromium-${version}-${process.getuid?.() ?? 0}`);
  if (await isOurs(folder)) return folder;
  const stage = await mkdtemp(`${folder}-`);
  try {
    // The package unpacks into the folder for temporary files, whatever is there already: so it gets one of its own.
    const script = `import c from ${JSON.stringify(entry)}; await c.executablePath();`;
    const env = { ...browserEnvironment(process.env), TMPDIR: stage, AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs22.x' };
    await run(process.execPath, ['--input-type=module', '--eval', script], { env });
    await writeFile(join(stage, 'fonts.conf'), fontConfiguration(folder));
    await rename(stage, folder).catch(async (error: unknown) => {
      if (!(await isOurs(folder))) throw error;
    });
    return folder;
  } finally {
    await rm(stage, { recursive: true, force: true });
  }
}

/** A folder with this name that someone else could have filled is not run from. */
async function isOurs(folder: string): Promise<boolean> {
  const found = await lstat(folder).catch(() => undefined);
  if (!found) return false;
  const isSafe = found.isDirectory() && found.uid === (process.getuid?.() ?? found.uid) && (found.mode & 0o022) === 0;
  if (!isSafe) throw new Error(`${folder} does not belong to this user alone: remove it`);
  return true;
}

/** With no font at all on the machine, Chromium prints blank pages: the packaged one is always there to fall back on. */
const fontConfiguration = (folder: string): string => `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>${folder}/fonts/fonts</dir>
  <cachedir>${folder}/font-cache</cachedir>
  <include ignore_missing="yes">/etc/fonts/fonts.conf</include>
</fontconfig>
`;

/** Path of the browser to run. */
export async function browserPath(): Promise<string> {
  return process.env[OVERRIDE] || join(await browserFolder(), 'chromium');
}

/** Starts the browser; also used by the browser tests. @param host the only one it reaches; for tests of pages */
export async function launchBrowser(host?: string): Promise<Browser> {
  const asRoot = process.getuid?.() === 0;
  const options = {
    executablePath: await browserPath(),
    headless: 'shell' as const,
    // Chromium refuses its sandbox to the root user (containers); everyone else keeps it.
    args: [
      ...ARGUMENTS,
      ...(host ? [`--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE ${host}`] : []),
      ...(asRoot ? ['--no-sandbox', '--disable-setuid-sandbox'] : []),
    ],
    env: browserEnvironment(process.env),
    // A program that handles signals closes its printer itself; any other must not leave a browser behind.
    handleSIGINT: process.listenerCount('SIGINT') === 0,
    handleSIGTERM: process.listenerCount('SIGTERM') === 0,
  };
  if (process.env[OVERRIDE]) return puppeteer.launch(options);
  const folder = await browserFolder();
  const env = { ...options.env, FONTCONFIG_FILE: join(folder, 'fonts.conf') };
  return puppeteer.launch({ ...options, env }).catch((error: Error) => {
    if (!/shared librar/.test(error.message)) throw error;
    // A bare machine lacks some libraries; the package brings them, and they are used only then.
    const libraries = [join(folder, 'al2023', 'lib'), process.env.LD_LIBRARY_PATH].filter(Boolean).join(':');
    return puppeteer.launch({ ...options, env: { ...env, LD_LIBRARY_PATH: libraries } });
  });
}
