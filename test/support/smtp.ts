/** @module A mail server of the test: it takes what it is sent, and can refuse. */
import { createServer, type Socket } from 'node:net';
import { afterAll, beforeAll } from 'vitest';

export interface SmtpServer {
  url: string;
  received: { from: string; to: string[]; data: string }[];
  /** The next messages are refused for now. */
  refusals: number;
}

/** Listens during the tests of a file. */
export function startSmtp(): SmtpServer {
  const server: SmtpServer = { url: '', received: [], refusals: 0 };
  const sockets = new Set<Socket>();
  const listener = createServer((socket) => {
    sockets.add(socket);
    let current = { from: '', to: [] as string[] };
    let data: string | undefined;
    let rest = '';
    const say = (line: string): boolean => socket.write(`${line}\r\n`);
    const take = (line: string): void => {
      if (data !== undefined) {
        if (line !== '.') {
          data += `${line}\r\n`;
          return;
        }
        if (server.refusals > 0) {
          server.refusals -= 1;
          say('451 later');
        } else {
          server.received.push({ ...current, data });
          say('250 taken');
        }
        data = undefined;
        return;
      }
      const verb = line.split(/[ :]/)[0]!.toUpperCase();
      if (verb === 'MAIL') current = { from: /<(.*?)>/.exec(line)![1]!, to: [] };
      if (verb === 'RCPT') current.to.push(/<(.*?)>/.exec(line)![1]!);
      if (verb === 'DATA') data = '';
      say(verb === 'DATA' ? '354 go on' : verb === 'QUIT' ? '221 bye' : '250 fine');
    };
    socket.on('data', (chunk) => {
      const lines = (rest + chunk.toString('utf8')).split('\r\n');
      rest = lines.pop()!;
      lines.forEach(take);
    });
    socket.on('error', () => socket.destroy());
    say('220 test');
  });
  beforeAll(async () => {
    await new Promise<void>((resolve) => listener.listen(0, '127.0.0.1', resolve));
    server.url = `smtp://127.0.0.1:${(listener.address() as { port: number }).port}`;
  });
  afterAll(async () => {
    for (const socket of sockets) socket.destroy();
    await new Promise<void>((resolve) => void listener.close(() => resolve()));
  });
  return server;
}

/** The text of a message, out of its transfer encoding. */
export function textOf(data: string): string {
  const [head, ...body] = data.split('\r\n\r\n');
  const text = body.join('\r\n\r\n');
  if (/transfer-encoding: base64/i.test(head!)) return Buffer.from(text, 'base64').toString('utf8');
  if (!/quoted-printable/i.test(head!)) return text;
  const bytes = text
    .replaceAll(/=\r\n/g, '')
    .replaceAll(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.from(bytes, 'latin1').toString('utf8');
}
