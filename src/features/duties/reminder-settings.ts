/** @module When and how an organisation is reminded; kept among its settings, under `reminders`. */
import { type ReminderSettings, ReminderSettingsSchema } from './schema.ts';

export const SETTING = 'reminders';

export const USUAL_REMINDERS: ReminderSettings = {
  daysBefore: [30, 7, 1, 0],
  overdueEveryDays: 7,
  mail: true,
  webhook: true,
  roles: ['owner', 'manager'],
};

/** What is not readable, or was never set, is as usual: nobody goes without reminders by accident. */
export function reminderSettings(settings: Record<string, unknown> | undefined): ReminderSettings {
  const read = ReminderSettingsSchema.safeParse(settings?.[SETTING]);
  return read.success ? read.data : USUAL_REMINDERS;
}
