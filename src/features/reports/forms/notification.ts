/**
 * @module The classification notification as data (`luongtri.notification/1`): what Decree 142/2026/NĐ-CP article 14.2 asks of the
 * content, which is that of article 12.2, with the level that is notified. The Portal has published no interface: the names of the
 * fields are ours. What is not known is `null`, and `gaps` says which question fills it; nothing is left out in silence.
 */
import type { Tier } from '../../../engine/index.ts';
import { askedMeasures, DOSSIER_LINES, MEASURES, type MeasureGroup } from './dossier-lines.ts';
import type { Ask, FormInput, Part } from './form-model.ts';
import { FormWriter } from './form-writer.ts';
import { NOTIFICATION_SCHEMA_PATH } from './notification-schema.ts';

export interface NotificationGap {
  /** JSON pointer to the `null`. */
  pointer: string;
  /** `unknown`: the answer was "don't know". */
  state: 'missing' | 'unknown';
  /** Questions and fields of the register that fill it; empty where nothing asks for it. */
  questions: Pick<Ask, 'id' | 'text'>[];
}

interface Measure {
  questionId: string;
  question: string;
  /** Option of the answer: `met`, `partly_met`, `not_met`; `null` while not known. */
  level: string | null;
  proof: string[];
}

export interface Notification {
  /** Address of the JSON Schema of this file. */
  $schema: string;
  schema: 'luongtri.notification/1';
  /** Day whose law was applied. */
  asOf: string;
  lang: 'vi' | 'en';
  basis: string[];
  /** Whether the organisation has to notify, as far as the answers say. */
  duty: 'yes' | 'no' | 'other_party' | 'unknown';
  identity: {
    name: string;
    version: string | null;
    identifier: string | null;
    provider: { name: string | null; address: string | null; contact: string | null };
  };
  description: {
    purpose: string | null;
    functions: string | null;
    architecture: string | null;
    deployment: string | null;
    users: string | null;
    affected: string | null;
  };
  data: { inputs: string | null };
  riskManagement: { summary: string | null; measures: Record<MeasureGroup, Measure[]> };
  classification: {
    /** `null` while undetermined; `possibleTiers` then lists what is left. */
    tier: Tier | null;
    possibleTiers: Tier[];
    highRiskRow: string | null;
    conformityRoute: 'certification_body' | 'self_or_body' | 'not_applicable' | null;
    reasons: { text: string; basis: string[] }[];
  };
  /** What anyone needs to compute the classification again. */
  madeFrom: {
    engine: string;
    questionnaires: { id: string; version: string; hash: string }[];
    rules: string;
    answersHash: string;
    submission: string | null;
  };
  gaps: NotificationGap[];
}

/** @param baseUrl of the service that publishes the schema; without one the address is relative */
export function buildNotification(input: FormInput, baseUrl = ''): Notification {
  const writer = new FormWriter(input);
  const gaps: NotificationGap[] = [];
  const from = (pointer: string, parts: Part[]): string | null => wordsOf(pointer, parts, gaps);
  const line = (pointer: string, ref: string): string | null => from(pointer, DOSSIER_LINES[ref]!(writer));
  const { result } = writer;
  const described = (ref: string): string | null => line(`/description/${ref}`, `b.${ref}`);
  const notification: Omit<Notification, 'gaps'> = {
    $schema: baseUrl + NOTIFICATION_SCHEMA_PATH,
    schema: 'luongtri.notification/1',
    asOf: result.asOf,
    lang: input.lang,
    basis: ['decree-142-2026:12.2', 'decree-142-2026:14.1', 'decree-142-2026:14.2'],
    duty: dutyOf(writer),
    identity: {
      name: writer.own(result.system.name),
      version: line('/identity/version', 'a.version'),
      identifier: line('/identity/identifier', 'a.identifier'),
      provider: {
        name: line('/identity/provider/name', 'a.provider'),
        address: line('/identity/provider/address', 'a.address'),
        contact: line('/identity/provider/contact', 'a.contact'),
      },
    },
    description: {
      purpose: described('purpose'),
      functions: described('functions'),
      architecture: described('architecture'),
      deployment: described('deployment'),
      users: described('users'),
      affected: described('affected'),
    },
    // The state of the personal-data dossier beside it describes no data.
    data: { inputs: from('/data/inputs', DOSSIER_LINES['c.inputs']!(writer).slice(0, 1)) },
    riskManagement: riskManagement(writer, gaps),
    classification: classification(writer, gaps),
    madeFrom: {
      engine: result.engine.version,
      questionnaires: result.content.questionnaires,
      rules: result.content.rules.hash,
      answersHash: result.answersHash,
      submission: input.subject.submission?.id ?? null,
    },
  };
  return { ...notification, gaps };
}

const named = ({ id, text }: Ask): Pick<Ask, 'id' | 'text'> => ({ id, text });

/** Known words joined by line ends; what is missing beside them is noted all the same. */
function wordsOf(pointer: string, parts: Part[], gaps: NotificationGap[]): string | null {
  const open = parts.filter(({ kind }) => kind === 'gap' || kind === 'unknown');
  if (open.length > 0) {
    gaps.push({
      pointer,
      state: open.some(({ kind }) => kind === 'unknown') ? 'unknown' : 'missing',
      questions: open.flatMap(({ asks }) => asks.map(named)),
    });
  }
  const known = parts.filter(({ kind }) => kind === 'text' || kind === 'not_applicable');
  if (known.length === 0) return null;
  return known.map(({ lead, text, note }) => `${lead ? `${lead}: ` : ''}${text}${note ? ` (${note})` : ''}`).join('\n');
}

function dutyOf({ result }: FormWriter): Notification['duty'] {
  const entry = result.obligations.find(({ id }) => id === 'VN-AI-024');
  if (!entry || entry.applies === 'unknown') return 'unknown';
  if (entry.applies === 'no') return 'no';
  return entry.party === 'own' ? 'yes' : entry.party === 'other' ? 'other_party' : 'unknown';
}

function riskManagement(writer: FormWriter, gaps: NotificationGap[]): Notification['riskManagement'] {
  // The answers below are what the summary can be checked against.
  const summary = wordsOf('/riskManagement/summary', DOSSIER_LINES['d.summary']!(writer), gaps);
  const measures = (group: MeasureGroup): Measure[] =>
    askedMeasures(writer, group).map((questionId, index) => {
      const answer = writer.answerTo(questionId);
      const level =
        answer?.state === 'known' ? String(answer.value) : answer?.state === 'not_applicable' ? 'not_applicable' : null;
      const question = named(writer.ask(questionId));
      if (level === null) {
        gaps.push({
          pointer: `/riskManagement/measures/${group}/${index}/level`,
          state: answer ? 'unknown' : 'missing',
          questions: [question],
        });
      }
      const proof = [...(answer?.note ? [answer.note] : []), ...(answer?.evidence ?? [])].map((text) =>
        writer.own(text),
      );
      return { questionId, question: question.text, level, proof };
    });
  const groups = Object.keys(MEASURES) as MeasureGroup[];
  return {
    summary,
    measures: Object.fromEntries(groups.map((group) => [group, measures(group)])) as Record<MeasureGroup, Measure[]>,
  };
}

function classification(writer: FormWriter, gaps: NotificationGap[]): Notification['classification'] {
  const { tier, possibleTiers, highRiskRow, conformityRoute, reasons, deciders } = writer.result.classification;
  const questions = deciders.map((id) => named(writer.ask(id)));
  if (tier === 'undetermined') gaps.push({ pointer: '/classification/tier', state: 'unknown', questions });
  if (conformityRoute === 'unknown')
    gaps.push({ pointer: '/classification/conformityRoute', state: 'unknown', questions });
  return {
    tier: tier === 'undetermined' ? null : tier,
    possibleTiers,
    highRiskRow,
    conformityRoute: conformityRoute === 'unknown' ? null : conformityRoute,
    reasons: reasons.map(({ text, basis }) => ({ text: writer.say(text), basis })),
  };
}
