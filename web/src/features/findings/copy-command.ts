// Puts what shows a finding's record on the command line into the clipboard.
import type { Finding } from '../../api/special';
import { finding_command } from '../../core/findings';
import { toast } from '../../store/notices';

export function copy_command(finding: Finding): void {
  const command = finding_command(finding);
  void navigator.clipboard?.writeText(command).then(
    () => toast(`Copied: ${command}`),
    () => toast('The browser did not allow copying', { bad: true }),
  );
}
