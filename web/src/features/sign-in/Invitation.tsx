// The screen comes with the next change; the route table already names it.
import { Screen } from '../../kit/Screen';
export default function Portfolio() {
  return <Screen title="Portfolio">…</Screen>;
}
