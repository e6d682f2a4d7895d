/** @module Data sets inside an answer file: their shape, which question names which, and what was measured from them. */
import { type IssueReader, isPlain, shown, step } from './answer-issues.ts';
import type { Answer } from './answer-values.ts';
import type { GivenDataset, Measurement, Measurer } from './answers.ts';
import { questionsById } from './answers.ts';
import type { Content, PlainDate, Questionnaire } from './content.ts';

const KINDS: readonly GivenDataset['kind'][] = ['fairness', 'workforce'];
const ID = /^[a-z0-9]+(?:[.-][a-z0-9]+)*$/;

/** A data set and where it stands in the file. */
export interface PlacedDataset {
  pointer: string;
  dataset: GivenDataset;
}

/** `datasets: [{id, kind, data}]`; ids are unique. */
export function readDatasets(reader: IssueReader, value: unknown): PlacedDataset[] {
  if (value === undefined || value === null) return [];
  if (!Array.isArray(value)) {
    reader.wrongType('/datasets', value, { vi: 'danh sách {id, kind, data}', en: 'a list of {id, kind, data}' });
    return [];
  }
  const datasets: PlacedDataset[] = [];
  value.forEach((entry: unknown, index) => {
    const pointer = `/datasets${step(index)}`;
    if (!isPlain(entry)) {
      reader.wrongType(pointer, entry, { vi: '{id, kind, data}', en: '{id, kind, data}' });
      return;
    }
    reader.unknownKeys(entry, ['id', 'kind', 'data'], pointer);
    const { id, kind, data } = entry;
    const before = reader.issues.length;
    if (typeof id !== 'string' || !ID.test(id)) {
      reader.wrongType(`${pointer}/id`, id, {
        vi: 'mã viết thường, ví dụ ho-so-2026',
        en: 'a lower-case id like loans-2026',
      });
    } else if (datasets.some(({ dataset }) => dataset.id === id)) {
      reader.report(
        `${pointer}/id`,
        'duplicate_dataset',
        { vi: `Bộ dữ liệu ${shown(id)} được khai hai lần`, en: `Data set ${shown(id)} is given twice` },
        { vi: 'Đặt mã khác cho một bộ', en: 'Give one of them another id' },
      );
    }
    if (!KINDS.includes(kind as GivenDataset['kind'])) {
      reader.wrongType(`${pointer}/kind`, kind, { vi: KINDS.join(' hoặc '), en: KINDS.join(' or ') });
    }
    if (data === undefined) {
      reader.report(
        `${pointer}/data`,
        'missing',
        { vi: 'Bộ dữ liệu không có nội dung', en: 'The data set is empty' },
        {
          vi: 'Ghi số đếm theo nhóm, hoặc phương án lao động, vào data',
          en: 'Put counts by group, or the workforce plan, into data',
        },
      );
    }
    if (reader.issues.length > before) return;
    datasets.push({ pointer, dataset: { id: id as string, kind: kind as GivenDataset['kind'], data } });
  });
  return datasets.sort((a, b) => (a.dataset.id < b.dataset.id ? -1 : 1));
}

/** Measures each data set that a `dataset` question names, and reports names and kinds that do not fit. */
export function measureDatasets(
  reader: IssueReader,
  given: {
    content: Content;
    asOf: PlainDate;
    questionnaires: Questionnaire[];
    answers: ReadonlyMap<string, Answer>;
    datasets: PlacedDataset[];
  },
  measure?: Measurer,
): Measurement[] {
  const measurements: Measurement[] = [];
  const named = new Set<string>();
  const isMalformed = reader.issues.some(({ pointer }) => pointer.startsWith('/datasets/'));
  for (const question of questionsById(given.questionnaires).values()) {
    const answer = given.answers.get(question.id);
    if (question.type !== 'dataset' || answer?.state !== 'known') continue;
    const pointer = `/answers${step(question.id)}`;
    const placed = given.datasets.find(({ dataset }) => dataset.id === answer.value);
    if (!placed || placed.dataset.kind !== question.dataset) {
      // A data set with mistakes of its own is there all the same: one mistake, one report.
      if (!placed && isMalformed) continue;
      const kind = question.dataset;
      reader.report(
        pointer,
        'unknown_dataset',
        {
          vi: `Không có bộ dữ liệu ${shown(answer.value)} loại ${kind}`,
          en: `There is no ${kind} data set ${shown(answer.value)}`,
        },
        { vi: 'Khai bộ dữ liệu đó trong datasets', en: 'Give that data set under datasets' },
      );
      continue;
    }
    const { dataset, pointer: at } = placed;
    named.add(dataset.id);
    const found = measure?.(dataset, given.asOf);
    if (!found) continue;
    if ('issues' in found) {
      for (const { pointer: inside, message, fix } of found.issues) {
        reader.report(`${at}/data${inside}`, 'invalid_dataset', message, fix);
      }
      continue;
    }
    const own = new Set(given.content.measures.filter((entry) => entry.question === question.id).map(({ id }) => id));
    const values = Object.fromEntries(Object.entries(found.values).filter(([id]) => own.has(id)));
    const { id: datasetId, kind } = dataset;
    measurements.push({ questionId: question.id, datasetId, kind, values, report: found.report });
  }
  for (const {
    dataset: { id },
    pointer,
  } of given.datasets) {
    if (named.has(id)) continue;
    reader.report(
      `${pointer}/id`,
      'unused_dataset',
      { vi: `Không câu trả lời nào nhắc đến bộ dữ liệu ${shown(id)}`, en: `No answer names the data set ${shown(id)}` },
      {
        vi: 'Ghi mã này vào câu hỏi về dữ liệu, hoặc bỏ bộ dữ liệu',
        en: 'Name it in the question that asks for data, or leave it out',
      },
    );
  }
  return measurements;
}
