/** @module The shape of what surrounds the rules: ethics frameworks, measures, crosswalks, glossary, plan, scales. */
import type { Confidence, Logic, PlainDate, Remedy, Text } from './content.ts';

/** One line of an official form, or one point of an ethics framework. Its level comes from the questions that name it. */
export interface FrameworkEntry {
  ref: string;
  title: Text;
  basis: string[];
  remedy: Remedy;
  confidence?: Confidence;
}

/** An ethics framework: its official form (`lines`) and its full text (`points`). */
export interface Framework {
  id: string;
  title: Text;
  applies_from: PlainDate;
  basis: string[];
  /** For whom it is a duty; for everyone else it is encouraged. */
  binding_when: Logic;
  principles: { ref: string; title: Text; basis: string[] }[];
  lines: (FrameworkEntry & { points: string[] })[];
  points: (FrameworkEntry & { principle: string; expectation: Text })[];
}

/** A value measured from a data set; known once `question` names one that the caller has measured. */
export interface Measure {
  id: string;
  type: 'boolean' | 'number' | 'choice';
  options?: string[];
  title: Text;
  /** The question that asks for the data set. */
  question: string;
  source: Text;
}

/** What our requirements have in common with another framework: our own thematic reading, no official concordance. */
export interface Crosswalk {
  id: string;
  title: Text;
  href: string;
  confidence: Confidence;
  checked_on: PlainDate;
  note: Text;
  mappings: {
    /** A point or line of a framework, or an obligation. */
    from: string;
    to: string;
    title: Text;
    relation: 'equivalent' | 'subset' | 'overlap';
    confidence?: Confidence;
  }[];
}

/** A term of the product, with the words of the law it comes from. */
export interface GlossaryTerm {
  id: string;
  term: Text;
  definition: Text;
  basis: string[];
}

/** Answers shared by many questions. */
export interface Scale {
  id: ScaleId;
  options: { id: string; text: Text; help?: Text }[];
}

/** `duty`: done, partly, not; `form`: the two levels of the official form. Both also take "not applicable". */
export type ScaleId = 'duty' | 'form';

/** One of the 91 checks of the assessment plan that the questions cover; what is not asked says why. */
export interface PlanItem {
  id: string;
  force: Force;
  basis: string[];
  title: Text;
  /** Why no question asks for it. */
  unasked?: Text;
}

/**
 * How binding a question is: `mandatory` for whoever meets the trigger; `public_bodies`: stated in article 3 of Circular
 * 05, a duty for AI that serves state management or public services; `guidance`: only in an appendix; `voluntary`.
 */
export type Force = 'mandatory' | 'public_bodies' | 'guidance' | 'voluntary';
