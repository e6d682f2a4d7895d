/** @module What the environment may set. */

export interface Settings {
  host: string;
  port: number;
  /** Was the port chosen, or is it only the usual one? */
  portIsChosen: boolean;
}

const DEFAULT_PORT = 8787;

/** @returns the settings, or a sentence that says what is wrong and how to write it */
export function readSettings(env: Record<string, string | undefined>): Settings | { wrong: string } {
  const { HOST: host = '127.0.0.1', PORT: port } = env;
  if (host.trim() === '' || /\s/.test(host))
    return { wrong: `HOST=${JSON.stringify(host)} is not a host; write one such as 127.0.0.1 or 0.0.0.0` };
  if (port === undefined) return { host, port: DEFAULT_PORT, portIsChosen: false };
  const number = Number(port);
  if (!/^\d{1,5}$/.test(port) || number > 65_535) {
    return {
      wrong: `PORT=${JSON.stringify(port)} is not a port; write a number from 0 to 65535 (0 takes any free port)`,
    };
  }
  return { host, port: number, portIsChosen: true };
}
