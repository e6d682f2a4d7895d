/** @module The workforce report: pure, the same bytes for the same file, whatever the order of its occupations. */
import type { Bilingual } from '../fairness/index.ts';
import { type Allowance, allowanceOf } from './allowance.ts';
import type { PlainDate, WorkingDays } from './dates.ts';
import { type Displacement, displacementOf, likelihoodOfShare, mapRange, type Range, sumOf } from './displacement.ts';
import { type Distribution, distributionOf } from './distribution.ts';
import { type Gate, gateG4 } from './gates.ts';
import type { Intent, OccupationInput, Planned, Technology, WorkforceInput } from './input.ts';
import type { OccupationSource, OccupationTable } from './occupations.ts';
import { type People, peopleOf, type Severity, severityOf } from './people.ts';
import { type Process, processOf } from './process.ts';

export interface OccupationReport extends Displacement {
  code: string;
  /** Of the classification; `null` for group 1 of the Vietnamese one, whose codes are not those of ISCO-08. */
  title: Bilingual | null;
  ownTitle: string | null;
  /** Found by the title: to be confirmed. */
  codeFromTitle: boolean;
  headcount: number;
  coverage: number | null;
  intent: Intent;
  technology: Technology[];
  planned: Planned | null;
  /** ILO 2016 on garments and footwear is worth reading beside it. */
  garments: boolean;
}

export interface WorkforceReport {
  format: 'luongtri.workforce/1';
  system: string | null;
  province: string | null;
  asOf: PlainDate | null;
  /** `open` while any displacement has no point value: then nothing here says that the risk is small. */
  state: 'measured' | 'open';
  displaced: {
    fte: Range;
    /** Of the headcount, 0–1. */
    share: Range;
    /** People in occupations whose displacement is not measured. */
    openPeople: number;
  };
  /** Of dimension W1, 0–1. */
  likelihood: Range;
  severity: Severity;
  occupations: OccupationReport[];
  people: People;
  distribution: Distribution;
  process: Process;
  allowance: { entries: Allowance[]; people: number; total: number } | null;
  gates: Gate[];
  source: OccupationSource;
}

export interface Surroundings {
  table: OccupationTable;
  /** Counts working days; without it last days in working days stay open. */
  calendar?: WorkingDays;
  /** Day on which steps not yet taken are judged; overrides the file. */
  asOf?: PlainDate;
}

export function assessWorkforce(
  raw: WorkforceInput,
  { table, calendar, asOf = raw.asOf ?? undefined }: Surroundings,
): WorkforceReport {
  const input = { ...raw, occupations: inFixedOrder(raw.occupations) };
  const occupations = input.occupations.map((occupation) => reportOccupation(occupation, table));
  const people = peopleOf(input);
  const fte = sumOf(occupations.map((occupation) => occupation.fte));
  const share = mapRange(fte, (value) => value / people.headcount);
  const open = occupations.filter((occupation) => occupation.fte.point === null);
  const process = processOf(input, people, { asOf: asOf ?? null, calendar });
  return {
    format: 'luongtri.workforce/1',
    system: input.system,
    province: input.province,
    asOf: asOf ?? null,
    state: open.length > 0 ? 'open' : 'measured',
    displaced: { fte, share, openPeople: open.reduce((sum, { headcount }) => sum + headcount, 0) },
    likelihood: mapRange(share, likelihoodOfShare),
    severity: severityOf(input, people),
    occupations,
    people,
    distribution: distributionOf(input.occupations),
    process,
    allowance: allowancesOf(input, calendar),
    gates: [gateG4(people, process)],
    source: table.data.source,
  };
}

function allowancesOf({ allowance }: WorkforceInput, calendar: WorkingDays | undefined): WorkforceReport['allowance'] {
  if (allowance.length === 0) return null;
  const entries = allowance.map((entry) => allowanceOf(entry, calendar));
  return {
    entries,
    people: entries.reduce((sum, { people }) => sum + people, 0),
    total: entries.reduce((sum, { total }) => sum + total, 0),
  };
}

/** By code, then by everything else: sums of fractions would otherwise follow the order of the file. */
function inFixedOrder(occupations: readonly OccupationInput[]): OccupationInput[] {
  return occupations
    .map((occupation) => ({ occupation, key: `${occupation.code} ${JSON.stringify(sortKeys(occupation))}` }))
    .sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0))
    .map(({ occupation }) => occupation);
}

function sortKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sortKeys);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, inner]) => [key, sortKeys(inner)]),
  );
}

/** Textile, garment and footwear work of ISCO-08 groups 753 (part) and 815. */
const GARMENTS = /^(753[1-6]|815\d)$/;

function reportOccupation(occupation: OccupationInput, table: OccupationTable): OccupationReport {
  const { code, classification, tasks: _, groups: __, ...rest } = occupation;
  const isIsco = !(classification === 'vsco' && code.startsWith('1'));
  return {
    code,
    title: isIsco ? (table.title(code) ?? null) : null,
    ...rest,
    ...displacementOf(occupation, table),
    garments: GARMENTS.test(code) && occupation.technology.some((technology) => technology !== 'generative'),
  };
}
