import { describe, expect, it } from 'vitest';
import { createMailer } from '../../../src/adapters/node/mailer.ts';
import { DeliveryFailure, enqueue, runOutbox } from '../../../src/features/outbox/index.ts';
import { call, startService } from '../../support/service.ts';
import { startSmtp } from '../../support/smtp.ts';

const service = startService();
const smtp = startSmtp();

/** Messages that were given up, of an organisation of their own. */
async function givenUp(count: number) {
  const company = await service.organisation('company');
  const ids: string[] = [];
  await service.db.transaction({ role: 'auth' }, async (trx) => {
    for (let index = 0; index < count; index += 1) {
      const message = { topic: 'test', payload: { text: 'bí mật' }, organisationId: company.id };
      ids.push(await enqueue(trx, service.ctx, message));
    }
  });
  const fail = async () => {
    throw new DeliveryFailure('no', true);
  };
  await runOutbox(service.ctx, { handlers: { test: fail } });
  return { company, ids };
}

async function operator() {
  const person = await (await service.organisation('company')).person('owner');
  for (const each of service.ctx.accounts.people.values()) if (each.userId === person.userId) each.isOperator = true;
  return person;
}

const eventsOf = async (organisationId: string) =>
  (
    await service.asOwner(
      `select content from event where organisation_id = '${organisationId}' and kind = 'outbox.replayed' order by at, id`,
    )
  ).map(({ content }) => JSON.parse(String(content)));

describe('an operator who sends again what was given up', () => {
  it('is in the log of each organisation whose messages they are', async () => {
    const [one, two] = [await givenUp(2), await givenUp(1)];
    const { userId, headers } = await operator();
    const path = '/v1/outbox/given-up';
    expect((await call(service, 'POST', `${path}/${one.ids[0]}/replay`, headers)).body).toEqual({ count: 1 });
    expect(await eventsOf(one.company.id)).toMatchObject([
      {
        subject: one.ids[0],
        actor: { id: userId, organisation: 'service' },
        details: { count: 1, topics: ['test'] },
      },
    ]);
    expect((await call(service, 'POST', `${path}/${one.ids[0]}/replay`, headers)).status).toBe(404);
    expect((await call(service, 'POST', `${path}/all/replay`, headers)).body).toEqual({ count: 2 });
    expect(await eventsOf(one.company.id)).toHaveLength(2);
    const [event] = await eventsOf(two.company.id);
    expect(event).toMatchObject({ subject: two.company.id, details: { count: 1, topics: ['test'] } });
    expect(JSON.stringify([event, await eventsOf(one.company.id)])).not.toContain('bí mật');
  });
});

describe('mail', () => {
  const mailer = () => createMailer({ url: smtp.url, from: 'Lương Tri <no-reply@example.vn>' });

  /** Names of the header fields of a message, folded lines undone. */
  function fieldsOf(data: string): string[] {
    const [head] = data.split('\r\n\r\n');
    return head!
      .replaceAll(/\r\n[ \t]+/g, ' ')
      .split('\r\n')
      .map((line) => line.split(':')[0]!.toLowerCase());
  }

  const BREAKS = ['\r\n', '\n', '\r', '\u0085', '\u2028', '\u0000\r\n', '\r\n\r\n'];
  const usual = [
    'auto-submitted',
    'content-transfer-encoding',
    'content-type',
    'date',
    'from',
    'message-id',
    'mime-version',
    'subject',
    'to',
  ];

  it.each([
    ...BREAKS.map((gap) => `Nhắc việc${gap}Bcc: lan@example.vn`),
    ...BREAKS.map((gap) => `Reminder${gap}Bcc: lan@example.vn`),
    '=?utf-8?Q?x=0D=0ABcc:_lan@example.vn?=',
    `${'Rất dài '.repeat(60)}\r\nBcc: lan@example.vn`,
  ])('no subject adds a field: %j', async (subject) => {
    smtp.received.length = 0;
    await mailer().send({ to: 'anh@example.vn', subject, text: 'Chào', id: 'msg_1' });
    const [mail] = smtp.received;
    expect(mail!.to).toEqual(['anh@example.vn']);
    expect(fieldsOf(mail!.data).toSorted()).toEqual(usual);
    expect(mail!.data.split('\r\n\r\n')[0]).not.toMatch(/[^\r]\n|\r[^\n]/);
  });

  it.each([
    ...BREAKS.map((gap) => `anh@example.vn${gap}Bcc: lan@example.vn`),
    ...BREAKS.map((gap) => `anh@example.vn>${gap}RCPT TO:<lan@example.vn`),
    'anh@example.vn, lan@example.vn',
    'anh@example.vn; lan@example.vn',
    'Anh <lan@example.vn>, anh@example.vn',
    'anh@example.vn> SIZE=1 <lan@example.vn',
    '"anh lan"@example.vn',
    'anh@example.vn\u0000',
    'lan',
    '',
  ])('what is not one address gets no mail: %j', async (to) => {
    smtp.received.length = 0;
    const sending = mailer().send({ to, subject: 'Lời mời', text: 'Chào', id: 'msg_2' });
    await expect(sending).rejects.toThrow('not one address');
    expect(smtp.received).toEqual([]);
  });

  it.each(['anh+1@example.vn', "o'hara@example.vn", 'ánh@ví-dụ.vn', 'a.b_c-d@mail.example.vn'])(
    'what is one gets it: %j',
    async (to) => {
      smtp.received.length = 0;
      await mailer().send({ to, subject: 'Lời mời', text: 'Chào', id: 'msg_4' });
      expect(smtp.received).toHaveLength(1);
      expect(fieldsOf(smtp.received[0]!.data).toSorted()).toEqual(usual);
    },
  );

  it('no text ends the message early and begins another', async () => {
    smtp.received.length = 0;
    const text = 'Một\r\n.\r\nMAIL FROM:<lan@example.vn>\r\n.\nHai\r.\r\nBa';
    await mailer().send({ to: 'anh@example.vn', subject: 'x', text, id: 'msg_3' });
    expect(smtp.received.map(({ from }) => from)).toEqual(['no-reply@example.vn']);
  });
});
