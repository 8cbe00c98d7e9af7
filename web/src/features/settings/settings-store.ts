// The settings of the workspace, and changing some of them.
import { call } from '../../api/client';
import type { RuleList, Settings } from '../../api/special';
import { derive } from '../../store/entities';
import { findings } from '../../store/findings';
import { load_session } from '../../store/session';

export const settings = derive<Settings>('/settings', []);
export const rules = derive<RuleList>('/rules', []);

/** Null gives a setting back what comes with the program. Throws the problem. */
export async function change_settings(values: Record<string, string | number | null>): Promise<void> {
  settings.set(await call<Settings>('PATCH', '/settings', { body: values }));
  const names = Object.keys(values);
  if (names.some((name) => name.startsWith('check.'))) {
    await rules.load(true);
    void findings.load(true);
  }
  if (names.includes('workspace_name')) void load_session();
}
