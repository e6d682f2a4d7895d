/** @module Who and what: metadata, parties, the system, and the sources and evidence at the back of the document. */
import type { Metadata, Resource } from './document.ts';
import { OSCAL_WORDS } from './words.ts';
import { dayStart, line, listed, NAMESPACE, plain, property, token, type Writer } from './write.ts';

const OSCAL_VERSION = '1.2.1';

type Role = keyof (typeof OSCAL_WORDS)['vi']['roles'];

export function metadataOf(writer: Writer, title: string): Metadata {
  const { lang, subject } = writer.input;
  const words = OSCAL_WORDS[lang];
  const { submission, review, result } = subject;
  const parties = partiesOf(writer);
  const roles = Object.entries(words.roles).map(([id, name]) => ({ id, title: name }));
  return {
    title: line(`${title}: ${writer.system}`),
    'last-modified': review?.concludedAt ?? submission?.submittedAt ?? dayStart(result.asOf),
    version: line(submission ? String(submission.number) : result.asOf),
    'oscal-version': OSCAL_VERSION,
    props: [
      property('language', lang),
      property('as-of', result.asOf),
      ...(submission ? [property('submitted-by', submission.submittedBy)] : []),
    ],
    roles,
    ...listed(
      'parties',
      parties.map(({ role: _, ...party }) => party),
    ),
    ...listed(
      'responsible-parties',
      roles.flatMap(({ id }) => {
        const uuids = parties.filter(({ role }) => role === id).map(({ uuid }) => uuid);
        return uuids.length > 0 ? [{ 'role-id': id, 'party-uuids': uuids }] : [];
      }),
    ),
    remarks: words.standing,
  };
}

/** The organisation and the audit body by name; people by name while they have one, always by id. */
function partiesOf(writer: Writer): (NonNullable<Metadata['parties']>[number] & { role: Role })[] {
  const { subject } = writer.input;
  const { submission, review } = subject;
  const words = OSCAL_WORDS[writer.input.lang];
  const organisation = ({ id, name }: { id: string; name: string }, role: Role) => ({
    role,
    uuid: writer.uuid('party', id),
    type: 'organization' as const,
    name: line(name),
    props: [property('id', id)],
  });
  const person = (id: string, role: Role) => ({
    role,
    uuid: writer.uuid('party', id),
    type: 'person' as const,
    ...(subject.people[id] ? { name: line(subject.people[id]) } : { remarks: words.erased }),
    props: [property('id', id)],
  });
  const reviewers = review ? [...review.signOffs, ...review.verdicts, ...review.independence].map(({ by }) => by) : [];
  const found = [
    ...(writer.organisation ? [organisation(writer.organisation, 'assessed-organization')] : []),
    ...(review ? [organisation(review.auditBody, 'assessor')] : []),
    // A key that submitted on its own is no party.
    ...(submission?.submittedBy.startsWith('usr_') ? [person(submission.submittedBy, 'submitter')] : []),
    ...[...new Set(reviewers)].map((id) => person(id, 'reviewer')),
  ];
  // One party may stand in two roles; it is listed once, in the first.
  return found.filter(({ uuid }, at) => found.findIndex((other) => other.uuid === uuid) === at);
}

/** The system as a component, and the engine as the platform that assessed it. */
export function localDefinitions(writer: Writer) {
  const { subject, lang } = writer.input;
  const { system, result } = subject;
  const words = OSCAL_WORDS[lang];
  const facts: [string, string | null | undefined][] = [
    ['system-id', system?.id],
    ['system-version', system?.version ?? textOf(result.system.version)],
    ['provider', system?.provider ?? textOf(result.system.provider)],
    ['model', system?.model],
    ['sector', system?.sector],
    ['ai-id', system?.aiId],
    ['go-live-on', system?.goLiveOn],
  ];
  return {
    components: [
      {
        uuid: writer.uuid('system'),
        type: 'this-system',
        title: writer.system,
        description: plain(system?.purpose ?? textOf(result.system.description) ?? '') || words.component,
        ...listed(
          'props',
          facts.flatMap(([name, value]) => (value ? [property(name, value)] : [])),
        ),
        // Whether it is in operation today is not for a document about one day to say.
        status: { state: 'other' },
      },
    ],
    'assessment-assets': {
      'assessment-platforms': [
        {
          uuid: writer.uuid('platform'),
          title: words.platform,
          props: [property('engine-version', result.engine.version)],
        },
      ],
    },
  };
}

const textOf = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

/** The plan, the legal texts and the evidence: what links of the document point to. */
export function backMatter(writer: Writer, plan: object): { resources: Resource[] } {
  const { subject, engine, lang } = writer.input;
  const words = OSCAL_WORDS[lang];
  return {
    resources: [
      {
        uuid: writer.uuid('plan-resource'),
        title: words.plan,
        description: words.planLead,
        base64: {
          filename: 'assessment-plan.json',
          'media-type': 'application/json',
          value: base64(new TextEncoder().encode(JSON.stringify(plan))),
        },
      },
      ...engine.content.instruments.map((instrument) => ({
        uuid: writer.uuid('source', instrument.id),
        title: line(`${instrument.number}, ${writer.say(instrument.title)}`),
        props: [property('instrument-id', token(instrument.id)), property('checked-on', instrument.checked_on)],
        rlinks: [{ href: safeHref(instrument.href, `${NAMESPACE}:source:${token(instrument.id)}`) }],
      })),
      ...(subject.submission?.evidence ?? []).map((entry) => ({
        uuid: writer.uuid('evidence', entry.id),
        title: line(plain(entry.title)),
        props: [
          property('evidence-id', entry.id),
          ...(entry.factOn ? [property('fact-on', entry.factOn)] : []),
          ...(entry.validFrom ? [property('valid-from', entry.validFrom)] : []),
          ...(entry.validUntil ? [property('valid-until', entry.validUntil)] : []),
        ],
        rlinks: [
          {
            href: safeHref(entry.href, `${NAMESPACE}:evidence:${token(entry.id)}`),
            ...(entry.mediaType ? { 'media-type': line(entry.mediaType) } : {}),
            ...(entry.sha256 ? { hashes: [{ algorithm: 'SHA-256' as const, value: entry.sha256 }] } : {}),
          },
        ],
      })),
    ],
  };
}

/** A web address as RFC 3986 writes it; what is none becomes a name that leads nowhere. */
function safeHref(href: string | null, otherwise: string): string {
  if (href === null || !URL.canParse(href)) return otherwise;
  const { protocol, href: written } = new URL(href);
  const isWeb = protocol === 'https:' || protocol === 'http:';
  return isWeb ? written.replaceAll(/["<>\\^`{|}]/g, encodeURIComponent) : otherwise;
}

function base64(bytes: Uint8Array): string {
  let binary = '';
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return btoa(binary);
}
