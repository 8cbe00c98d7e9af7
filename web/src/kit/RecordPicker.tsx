// A combobox over the records of a resource: lines, people, units, products.
import { use_all } from '../store/entities';
import { Avatar } from './Avatar';
import { Combobox, type Option } from './Combobox';
import { FieldFrame } from './Field';

type Pickable = 'lines' | 'people' | 'units' | 'products' | 'activities';

/** The options for a resource, sorted by name. */
export function use_options(name: Pickable): Option[] {
  const { items } = use_all(name);
  return items
    .map((item) => ({
      value: item.key,
      label: item.name,
      note: name === 'people' ? ((item as { title?: string | null }).title ?? undefined) : item.key,
      mark: name === 'people' ? <Avatar name={item.name} /> : undefined,
    }))
    .sort((a, b) => a.label.localeCompare(b.label));
}

export interface RecordPickerProps {
  resource: Pickable;
  label: string;
  value: string | null;
  onValue: (value: string | null) => void;
  none?: string;
  placeholder?: string;
  autofocus?: boolean;
  onLeave?: () => void;
  onCreate?: (text: string) => void;
}

export function RecordPicker({ resource, ...rest }: RecordPickerProps) {
  return <Combobox {...rest} options={use_options(resource)} />;
}

export function RecordField({
  hint,
  problem,
  optional,
  ...rest
}: RecordPickerProps & { hint?: string; problem?: string; optional?: boolean }) {
  const options = use_options(rest.resource);
  return (
    <FieldFrame label={rest.label} hint={hint} problem={problem} optional={optional}>
      {({ id, describedby, invalid }) => (
        <Combobox {...rest} id={id} describedby={describedby} invalid={invalid} options={options} />
      )}
    </FieldFrame>
  );
}
