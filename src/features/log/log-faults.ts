/** @module What can be wrong with the log, and how it is told. */

export type LogFaultKind =
  /** An entry of the log, or a place waiting for one, whose event is gone. */
  | 'event_lost'
  /** An event whose content is not what was logged, or that is shown as something else than it says. */
  | 'event_changed'
  /** Entries whose numbers do not follow each other. */
  | 'entry_lost'
  /** An event that is neither in the log nor waiting for it. */
  | 'event_unlogged'
  /** An event that is in the log and waits to be put there again: the log could not go on. */
  | 'event_twice'
  /** The tree over the entries is not the one that was signed. */
  | 'root_differs'
  /** Nodes that proofs are made of are not those of the tree over the entries. */
  | 'node_differs'
  /** The log is shorter than a checkpoint says. */
  | 'truncated'
  /** Entries behind the last checkpoint that holds: nothing says what they were. */
  | 'unsigned'
  /** A checkpoint that no known key signed, or not the one it is kept under. */
  | 'signature_wrong'
  /** A published key that is none, or the service's own that is not published. */
  | 'key_replaced'
  /** A submission or review whose record is not what was logged. */
  | 'record_changed'
  /** Bytes behind a submission that are not those of its record. */
  | 'evidence_changed';

export interface LogFault {
  kind: LogFaultKind;
  place: string;
  found: string;
}

export type Report = (fault: LogFault) => void;

export interface LogReport {
  size: number;
  root: string;
  checkpoints: number;
  /** Events that wait for their place; not a fault while the service runs. */
  pending: number;
  /**
   * Entries that a checkpoint kept outside of the database covers. What came after them could be cut off, together with
   * its checkpoints, without a trace: nobody can tell.
   */
  provenUpTo: number;
  faults: LogFault[];
  /** One cause can break everything after it: there are more faults than are listed. */
  more: boolean;
}
