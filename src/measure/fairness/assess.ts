/** @module The fairness report of a data set: pure, from counts, the same bytes for the same counts. */
import { type AttributeReport, reportAttribute } from './attribute.ts';
import type { Dataset } from './dataset.ts';
import type { Direction } from './direction.ts';
import { type Verdict, worst } from './verdict.ts';
import { withheldGroups } from './withhold.ts';

export interface FairnessReport {
  format: 'luongtri.fairness/1';
  direction: Direction;
  labelled: boolean;
  attributes: AttributeReport[];
  /** The worst of the attributes and of their intersections. */
  verdict: Verdict;
}

export function assessFairness(dataset: Dataset, direction: Direction): FairnessReport {
  const { attributes, labelled, rejected } = dataset;
  const rejectedShare = rejected && rejected.of > 0 ? rejected.rows / rejected.of : 0;
  const withheld = withheldGroups(dataset);
  const reports = attributes.map((attribute) =>
    reportAttribute(attribute, { direction, labelled, rejectedShare }, withheld.get(attribute)!),
  );
  return {
    format: 'luongtri.fairness/1',
    direction,
    labelled,
    attributes: reports,
    verdict: worst(reports.map(({ verdict }) => verdict)),
  };
}
