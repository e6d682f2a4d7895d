import { describe, expect, it } from 'vitest';
import { CalendarSchema, ChangeListSchema } from '../../src/features/law/schema-over-time.ts';
import { app, placesOf, problemOf, TODAY } from '../support/app.ts';
import { loaded } from '../support/content.ts';

const { content } = loaded;
const get = async (path: string): Promise<unknown> => {
  const response = await app.request(`/v1/law/${path}`);
  expect(response.status).toBe(200);
  return response.json();
};
const changes = async (query = '') => ChangeListSchema.parse(await get(`changes${query}`));
const calendar = async (query = '') => CalendarSchema.parse(await get(`calendar${query}`));
const duties = async (query: string): Promise<Set<string>> =>
  new Set((await calendar(query)).entries.flatMap(({ kind, id }) => (kind === 'duty_begins' ? [id] : [])));
const dutyIds = new Set(content.obligations.map(({ id }) => id));
const asked = new Set(
  content.questionnaires.flatMap(({ sections }) => sections.flatMap(({ questions }) => questions.map(({ id }) => id))),
);

describe('changes of the law', () => {
  it('are those of the year up to today in Viet Nam, unless asked otherwise', async () => {
    expect(await changes()).toMatchObject({ from: '2025-11-22', to: TODAY });
    expect(await changes('?to=2028-02-29')).toMatchObject({ from: '2027-02-28', to: '2028-02-29' });
    expect(await changes('?to=0001-01-01')).toMatchObject({ from: '0000-01-01', to: '0001-01-01' });
    expect(await changes('?from=2026-03-01')).toMatchObject({ from: '2026-03-01', to: TODAY });
  });

  it('stand in order of date, inside both days', async () => {
    const list = (await changes('?from=2026-03-01&to=2026-08-15')).changes;
    expect(list.length).toBeGreaterThan(20);
    const dates = list.map(({ date }) => date);
    expect(dates).toEqual(dates.toSorted());
    expect([dates[0], dates.at(-1)]).toEqual(['2026-03-01', '2026-08-15']);
    expect((await changes('?from=2026-08-15&to=2026-03-01')).changes).toEqual([]);
  });

  it('name only duties and questions that exist, and cite every article in words', async () => {
    const { changes: list, citations } = await changes('?from=2000-01-01&to=2030-12-31');
    for (const { obligations, questions, basis } of list) {
      for (const id of obligations) expect(dutyIds).toContain(id);
      for (const id of questions) expect(asked).toContain(id);
      for (const entry of basis) expect(citations[entry]?.vi).toBeTruthy();
    }
    expect(list.some(({ obligations }) => obligations.length > 0)).toBe(true);
    expect(list.some(({ questions }) => questions.length > 0)).toBe(true);
  });

  const on = async (day: string, kind: string) =>
    (await changes(`?from=${day}&to=${day}`)).changes.filter((entry) => entry.kind === kind);

  it('1 March 2026: the AI Law begins, with what it prohibits', async () => {
    expect(await on('2026-03-01', 'instrument')).toMatchObject([{ id: 'law-134-2025', what: 'began' }]);
    const [law] = await on('2026-03-01', 'instrument');
    const citing = content.obligations.filter(({ basis }) => basis.some((entry) => entry.startsWith('law-134-2025:')));
    expect(law!.obligations).toEqual(citing.map(({ id }) => id));
    expect((await on('2026-03-01', 'prohibited_act')).length).toBeGreaterThan(0);
    expect((await on('2026-02-28', 'prohibited_act')).length).toBe(0);
  });

  it('1 May 2026: the decree begins', async () => {
    expect(await on('2026-05-01', 'instrument')).toMatchObject([{ id: 'decree-142-2026', what: 'began' }]);
  });

  it('15 August 2026: the list of high-risk systems begins, all 46 rows, each with its questions and duties', async () => {
    expect(await on('2026-08-15', 'instrument')).toMatchObject([{ id: 'decision-33-2026', what: 'began' }]);
    const rows = await on('2026-08-15', 'high_risk_row');
    expect(rows).toHaveLength(46);
    for (const { id, questions, obligations, what } of rows) {
      const row = content.highRisk.find((entry) => entry.id === id)!;
      expect(what).toBe('began');
      for (const { question } of row.conditions.filter(({ kind }) => kind !== 'recorded'))
        expect([id, questions]).toEqual([id, expect.arrayContaining([question])]);
      expect(obligations).toContain('VN-AI-080');
    }
  });

  it('what ends is told on the first day without it', async () => {
    const ended = [...content.facts, ...content.highRisk, ...content.obligations.map((o) => ({ ...o, versions: [o] }))]
      .map(({ id, versions }) => ({ id, until: versions.at(-1)!.until }))
      .filter(({ until }) => until !== undefined);
    for (const { id, until } of ended) {
      const day = new Date(Date.parse(until!) + 86_400_000).toISOString().slice(0, 10);
      const { changes: list } = await changes(`?from=${day}&to=${day}`);
      expect(list.filter((entry) => entry.id === id).map(({ what }) => what)).toContain('ended');
    }
  });

  it('a first version of a questionnaire begins, a later one changes it', async () => {
    const list = (await changes('?from=2000-01-01&to=2100-01-01')).changes.filter(
      ({ kind }) => kind === 'questionnaire',
    );
    expect(list).toHaveLength(content.questionnaires.length);
    for (const { id, what } of list) {
      const entry = content.questionnaires.find((one) => `${one.id}@${one.version}` === id)!;
      expect([id, what]).toEqual([id, entry.supersedes ? 'changed' : 'began']);
    }
  });
});

describe('the calendar of the law', () => {
  it('begins today, and holds every date of a text or duty from then on', async () => {
    const { asOf, tier, role, entries } = await calendar();
    expect([asOf, tier, role]).toEqual([TODAY, null, null]);
    expect(entries.every(({ date }) => date >= TODAY)).toBe(true);
    const all = (await calendar('?as_of=2000-01-01')).entries;
    expect(
      all
        .filter(({ kind }) => kind === 'duty_begins')
        .map(({ id }) => id)
        .toSorted(),
    ).toEqual([...dutyIds].toSorted());
    expect(
      all
        .filter(({ kind }) => kind === 'text_in_force')
        .map(({ id }) => id)
        .toSorted(),
    ).toEqual(
      content.instruments
        .map(({ id }) => id)
        .filter((id) => all.some((entry) => entry.id === id))
        .toSorted(),
    );
    const dates = all.map(({ date }) => date);
    expect(dates).toEqual(dates.toSorted());
  });

  it('knows the ends of the transition periods, and the duties they move', async () => {
    const { entries } = await calendar('?as_of=2026-03-01');
    const ends = entries.filter(({ kind }) => kind === 'comply_before');
    const dates = new Set(ends.map(({ date }) => date));
    expect(dates).toContain('2027-03-01');
    expect(dates).toContain('2027-09-01');
    for (const { id, obligations } of ends) {
      expect(obligations.length).toBeGreaterThan(0);
      for (const duty of obligations)
        expect(content.obligations.find((entry) => entry.id === duty)!.transition).toBe(id.split(':')[0]);
    }
  });

  it('keeps a conformity duty for a high-risk provider and from a low-risk deployer', async () => {
    const of = (tier: string, role: string) => duties(`?as_of=2020-01-01&tier=${tier}&role=${role}`);
    const [high, low, deployer] = [
      await of('high', 'provider'),
      await of('low', 'deployer'),
      await of('high', 'deployer'),
    ];
    for (const id of ['VN-AI-080', 'VN-AI-081', 'VN-AI-084'])
      expect([id, high.has(id), low.has(id)]).toEqual([id, true, false]);
    // 80 is the duty of both, 84 of the provider alone.
    expect([deployer.has('VN-AI-080'), deployer.has('VN-AI-084')]).toEqual([true, false]);
    expect(low.size).toBeGreaterThan(0);
  });

  it('a tier or a role only ever takes dates away, and never a date of a text', async () => {
    const key = ({ kind, id, date }: { kind: string; id: string; date: string }) => `${kind} ${id} ${date}`;
    const all = new Set((await calendar('?as_of=2020-01-01')).entries.map(key));
    for (const query of ['&tier=low', '&tier=prohibited', '&role=user', '&tier=high&role=provider']) {
      const { entries } = await calendar(`?as_of=2020-01-01${query}`);
      for (const entry of entries) expect(all).toContain(key(entry));
      expect(entries.length).toBeLessThan(all.size);
      const texts = (list: string[]) => list.filter((entry) => entry.startsWith('text_'));
      expect(texts(entries.map(key))).toEqual(texts([...all]));
    }
  });

  it.each(['changes?from=2026-02-30', 'calendar?tier=maximal', 'calendar?role=king', 'calendar.ics?as_of=soon'])(
    '%s is refused, with the place',
    async (path) => {
      const problem = await problemOf(await app.request(`/v1/law/${path}`));
      expect(problem.status).toBe(422);
      expect(placesOf(problem)[0]).toMatch(/^\?\/(from|tier|role|as_of) /);
    },
  );
});

describe('the calendar file', () => {
  const fileOf = async (query = '', headers = {}) => {
    const response = await app.request(`/v1/law/calendar.ics${query}`, { headers });
    expect([response.status, response.headers.get('Content-Type')]).toEqual([200, 'text/calendar; charset=utf-8']);
    return response.text();
  };
  const unfolded = (text: string): string[] => text.replaceAll('\r\n ', '').split('\r\n');
  const SINCE = '?as_of=2026-01-01';

  it('has one all-day event for each entry, on its day, with an id of its own', async () => {
    const lines = unfolded(await fileOf(`${SINCE}&lang=en`));
    const { entries } = await calendar(SINCE);
    const values = (name: string) =>
      lines.filter((line) => line.startsWith(name)).map((line) => line.slice(line.indexOf(':') + 1));
    expect(lines.filter((line) => line === 'BEGIN:VEVENT')).toHaveLength(entries.length);
    expect(lines.filter((line) => line === 'END:VEVENT')).toHaveLength(entries.length);
    expect(values('DTSTART;VALUE=DATE')).toEqual(entries.map(({ date }) => date.replaceAll('-', '')));
    const ids = values('UID');
    expect(new Set(ids).size).toBe(entries.length);
    expect(ids.every((id) => !id.includes(':'))).toBe(true);
    expect(values('SUMMARY')[0]).toContain(entries[0]!.title.en.slice(0, 20));
    expect([lines[0], lines.at(-1) || lines.at(-2)]).toEqual(['BEGIN:VCALENDAR', 'END:VCALENDAR']);
    expect(lines).toContain('VERSION:2.0');
  });

  it.each(['vi', 'en'])('ends every line with CRLF and folds it at 75 octets (%s)', async (lang) => {
    const text = await fileOf(`${SINCE}&lang=${lang}`);
    expect(text.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
    const long = text.split('\r\n').filter((line) => new TextEncoder().encode(line).length > 75);
    expect(long).toEqual([]);
    expect(text).not.toContain('\uFFFD');
  });

  it('is the same bytes each time, whatever the hour', async () => {
    expect(await fileOf(SINCE)).toBe(await fileOf(SINCE));
    const lines = unfolded(await fileOf(SINCE));
    const stamps = new Set(lines.filter((line) => line.startsWith('DTSTAMP')));
    expect([...stamps]).toEqual(['DTSTAMP:20260101T000000Z']);
  });

  it('speaks the language that is asked for', async () => {
    expect(await fileOf('', { 'Accept-Language': 'vi' })).toContain('Lịch pháp luật');
    expect(await fileOf('', { 'Accept-Language': 'en' })).toContain('AI law calendar');
    expect(await fileOf('?lang=en', { 'Accept-Language': 'vi' })).toContain('AI law calendar');
  });

  it('takes the same filters as the calendar', async () => {
    const query = '?as_of=2026-01-01&tier=low&role=deployer';
    const count = unfolded(await fileOf(query)).filter((line) => line === 'BEGIN:VEVENT').length;
    expect(count).toBe((await calendar(query)).entries.length);
  });
});
