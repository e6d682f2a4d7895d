/** @module Holds what every part of the OSCAL document needs: ids, words, law, and the forms of the standard's data types. */
import { v5 } from 'uuid';
import type { PlainDate, Question, Text } from '../../../engine/index.ts';
import { type ExportInput, listQuestions } from '../export-input.ts';
import type { Link, Origin, Property } from './document.ts';

/** Namespace of our UUIDs (version 5) and, as a URI, of our property names. */
const UUID_NAMESPACE = '6f2f0d9c-3b1e-5c55-9a3e-0c6d7a3b9e41';
export const NAMESPACE = 'urn:luongtri:oscal';

export class Writer {
  /** What the document is about: the submission, or the answers of one day. */
  readonly base: string;
  readonly questions: Map<string, Question>;

  constructor(readonly input: ExportInput) {
    const { submission, result } = input.subject;
    this.base = submission?.id ?? `${result.answersHash}|${result.asOf}|${result.content.rules.hash}`;
    this.questions = new Map(listQuestions(input).map(({ question }) => [question.id, question]));
  }

  /** The same thing gets the same UUID in every document about the same record. */
  uuid(...parts: string[]): string {
    return v5(JSON.stringify([this.base, ...parts]), UUID_NAMESPACE);
  }

  readonly say = (text: Text): string => text[this.input.lang];
  readonly cite = (basis: readonly string[]): string => this.input.engine.law.citeAll(basis)[this.input.lang];

  /** When the answers were given: on submission, else the beginning of the day they are assessed for. */
  get collected(): string {
    const { submission, result } = this.input.subject;
    return submission?.submittedAt ?? dayStart(result.asOf);
  }

  get platform(): Origin {
    return { actors: [{ type: 'assessment-platform', 'actor-uuid': this.uuid('platform') }] };
  }

  get organisation(): { id: string; name: string } | undefined {
    const { organisation, submission } = this.input.subject;
    return organisation ?? submission?.organisation;
  }

  /** Who speaks in an answer: the organisation; the platform where nobody said which organisation it is. */
  get answerer(): Origin {
    const { organisation } = this;
    return organisation ? this.party(organisation.id, 'assessed-organization') : this.platform;
  }

  party(id: string, role: string): Origin {
    return { actors: [{ type: 'party', 'actor-uuid': this.uuid('party', id), 'role-id': role }] };
  }

  /** Articles as links to the sources in the back matter. */
  articles(basis: readonly string[]): Link[] {
    const { law } = this.input.engine;
    return basis.flatMap((id) => {
      const found = law.get(id);
      if (!found) return [];
      return [{ href: `#${this.uuid('source', found.instrument.id)}`, rel: 'reference', text: line(this.cite([id])) }];
    });
  }

  /** Name of the system, as a title. */
  get system(): string {
    return line(plain(this.input.subject.result.system.name));
  }
}

export const property = (name: string, value: string): Property => ({ name, ns: NAMESPACE, value: line(value) });

/** A single line that is never empty, as titles and property values have to be. */
export function line(text: string): string {
  const single = text.replaceAll(/[\s\p{Cc}]+/gu, ' ').trim();
  return single === '' ? '–' : single;
}

/** OSCAL reads titles and descriptions as Markdown: signs of the organisation's own text stay what they are. */
export const plain = (text: string): string => text.replaceAll(/[\\`*~^[\]<>]/g, '\\$&');

/** `law-134-2025:14.1.d` → `law-134-2025_14.1.d`: an id as the standard allows them. */
export function token(id: string): string {
  const safe = id.replaceAll(/[^\p{L}\p{N}._-]/gu, '_');
  return /^[\p{L}_]/u.test(safe) ? safe : `_${safe}`;
}

/** Days are days in Viet Nam. */
export const dayStart = (date: PlainDate): string => `${date}T00:00:00+07:00`;
export const dayEnd = (date: PlainDate): string => `${date}T23:59:59+07:00`;

/** @returns the entries under `key`, or nothing where there are none: the standard has no empty lists */
export const listed = <Key extends string, Item>(key: Key, items: Item[]): { [K in Key]?: Item[] } =>
  (items.length > 0 ? { [key]: items } : {}) as { [K in Key]?: Item[] };
