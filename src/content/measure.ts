/** @module Measuring data sets with the tables and the calendar of the content. */
import { type Content, type Measurer, WorkCalendar } from '../engine/index.ts';
import { createMeasurer } from '../measure/measurer.ts';
import { type OccupationData, OccupationTable } from '../measure/workforce/index.ts';

/** @param occupations read when a workforce plan is measured for the first time */
export function contentMeasurer({ holidays }: Content, occupations: () => OccupationData): Measurer {
  let table: OccupationTable | undefined;
  return createMeasurer({
    occupations: () => {
      table ??= new OccupationTable(occupations());
      return table;
    },
    calendar: new WorkCalendar(holidays),
  });
}
