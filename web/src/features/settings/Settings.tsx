// Settings: what is mine, and for administrators what is everybody's.
import type { ComponentType } from 'preact';
import { Screen } from '../../kit/Screen';
import { Tabs } from '../../kit/Tabs';
import type { ScreenParameters } from '../../routes';
import { user, workspace_name } from '../../store/session';
import { About } from './About';
import { Account } from './Account';
import { CheckRules } from './CheckRules';
import { ExportAll } from './ExportAll';
import { Tokens } from './Tokens';
import { Users } from './Users';
import { Workspace } from './Workspace';

interface Part {
  id: string;
  label: string;
  content: ComponentType;
  administrators?: boolean;
}

const parts: Part[] = [
  { id: 'account', label: 'My account', content: Account },
  { id: 'tokens', label: 'API tokens', content: Tokens },
  { id: 'workspace', label: 'Workspace', content: Workspace, administrators: true },
  { id: 'users', label: 'Users', content: Users, administrators: true },
  { id: 'check', label: 'Check', content: CheckRules },
  { id: 'export', label: 'Export', content: ExportAll },
  { id: 'about', label: 'About', content: About },
];

export default function Settings({ parameters }: ScreenParameters) {
  const mine = parts.filter((part) => !part.administrators || user.value?.role === 'administrator');
  const part = mine.find((item) => item.id === parameters.tab) ?? mine[0]!;
  const Content = part.content;
  return (
    <Screen
      title="Settings"
      note={<span class="hide-narrow">{workspace_name.value}</span>}
      filters={
        <Tabs
          label="Parts of the settings"
          current={part.id}
          tabs={mine.map((item) => ({
            id: item.id,
            label: item.label,
            href: item.id === 'account' ? '/settings' : `/settings/${item.id}`,
          }))}
        />
      }
    >
      <div class="settings">
        <Content />
      </div>
    </Screen>
  );
}
