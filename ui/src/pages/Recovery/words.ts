// A backup in words: when it is of, and what is in it.

import type { BackupView } from '$lib/backend/types';
import { m } from '$lib/paraglide/messages';
import { dayAndTime, formatCount } from '$lib/time';

export function backupWords({ madeAt, sales, lastChangeAt }: BackupView) {
  const time = dayAndTime(madeAt);
  const contents = m.recovery_restore_text({ time, count: sales, shown: formatCount(sales) });
  const lastChange =
    lastChangeAt === null ? '' : m.recovery_last_change({ time: dayAndTime(lastChangeAt) });
  return {
    name: m.recovery_restore(),
    text: [contents, lastChange, m.recovery_restore_since()].filter((words) => words).join(' '),
  };
}
