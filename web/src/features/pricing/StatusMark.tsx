// The status of a study, as an icon and a word.
import type { PriceStudy } from '../../api/types';
import { Icon } from '../../kit/Icon';
import { status_icon, status_words } from './study-words';

export const StatusMark = ({ status }: { status: PriceStudy['status'] }) => (
  <span class={`price-status ${status}`}>
    <Icon name={status_icon[status]} size={13} /> {status_words[status]}
  </span>
);
