// A few roles to choose: those chosen as chips that can be taken away, the others in a menu.
import type { Role } from '../../api/types';
import { role_name, roles } from '../../core/words';
import { Icon } from '../../kit/Icon';
import { Menu } from '../../kit/Menu';
import { RoleMark } from './ActivityPanel';

interface RolesFieldProps {
  label: string;
  chosen: readonly Role[];
  /** Roles that make no sense here, such as the accountable one among the consulted. */
  except?: Role | null;
  onToggle: (role: Role) => void;
}

export function RolesField({ label, chosen, except, onToggle }: RolesFieldProps) {
  const others = roles.filter((role) => !chosen.includes(role) && role !== except);
  return (
    <div class="roles-field" role="group" aria-label={label}>
      <ul>
        {chosen.map((role) => (
          <li key={role} class="role-chip">
            <RoleMark role={role} />
            <button
              type="button"
              aria-label={`${label}: remove ${role_name[role].toLowerCase()}`}
              onClick={() => onToggle(role)}
            >
              <Icon name="close" size={10} />
            </button>
          </li>
        ))}
        <li>
          <Menu
            kind="ghost"
            small
            icon="plus"
            align="start"
            label={`${label}: add a role`}
            items={others.map((role) => ({ label: <RoleMark role={role} />, run: () => onToggle(role) }))}
          />
        </li>
      </ul>
    </div>
  );
}
