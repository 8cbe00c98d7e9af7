// Comments on a record, oldest first, and a box to add one.
import { useRef, useState } from 'preact/hooks';
import { plain_words } from '../../api/client';
import type { Comment } from '../../api/types';
import { format_ago, format_instant } from '../../core/dates';
import { Avatar } from '../../kit/Avatar';
import { Button } from '../../kit/Button';
import { EmptyState, Failure, Skeleton } from '../../kit/EmptyState';
import { Icon } from '../../kit/Icon';
import { Markdown } from '../../kit/Markdown';
import { change, create, destroy } from '../../store/changes';
import { type Loaded, name_of, use_all } from '../../store/entities';
import { i_may, user } from '../../store/session';

/** The name of who wrote or changed something; users other than oneself are known to administrators only. */
export function actor_name(key: string): string {
  if (key === 'system') return 'Tandem';
  return user.value?.key === key ? user.value.name : name_of('users', key);
}

export function Comments({ record, comments }: { record: string; comments: Loaded<Comment> }) {
  use_all('users', user.value?.role === 'administrator');
  const may_write = i_may('create', 'comments');
  if (comments.state === 'failed') return <Failure failure={comments.failure} retry={comments.reload} />;
  if (comments.state !== 'ready' && !comments.items.length) return <Skeleton />;
  const sorted = [...comments.items].sort((a, b) => a.created_at.localeCompare(b.created_at));
  return (
    <div class="tab-body reading-width">
      {!sorted.length && (
        <EmptyState icon="comment" title="No comments yet">
          Decisions and questions about this product are kept here, beside what they are about.
        </EmptyState>
      )}
      <ol class="comments">
        {sorted.map((comment) => (
          <OneComment key={comment.key} comment={comment} />
        ))}
      </ol>
      {may_write && <Write record={record} />}
    </div>
  );
}

function OneComment({ comment }: { comment: Comment }) {
  const [editing, set_editing] = useState(false);
  const mine = comment.created_by === user.value?.key;
  const author = actor_name(comment.created_by);
  return (
    <li class="comment">
      <Avatar name={author} size={28} />
      <div class="grow">
        <div class="row">
          <b class="strong">{author}</b>
          <span class="quiet" title={format_instant(comment.created_at)}>
            {format_ago(comment.created_at)}
            {comment.version > 1 && ', edited'}
          </span>
          <span class="grow" />
          {(mine || user.value?.role === 'administrator') && !editing && (
            <>
              {mine && (
                <Button kind="ghost" small icon="edit" label="Edit the comment" onClick={() => set_editing(true)} />
              )}
              <Button
                kind="ghost"
                small
                icon="trash"
                label="Delete the comment"
                onClick={() => void destroy('comments', comment.key)}
              />
            </>
          )}
        </div>
        {editing ? (
          <Box
            initial={comment.body}
            action="Save"
            onDone={async (body) => {
              const done = await change('comments', comment.key, { body });
              if (done) set_editing(false);
              return null;
            }}
            onCancel={() => set_editing(false)}
          />
        ) : (
          <Markdown source={comment.body} />
        )}
      </div>
    </li>
  );
}

function Write({ record }: { record: string }) {
  return (
    <div class="comment write">
      <Avatar name={user.value?.name ?? ''} size={28} />
      <Box
        initial=""
        action="Comment"
        onDone={async (body) => {
          try {
            await create('comments', { record, body });
            return null;
          } catch (failure) {
            return plain_words(failure);
          }
        }}
      />
    </div>
  );
}

function Box({
  initial,
  action,
  onDone,
  onCancel,
}: {
  initial: string;
  action: string;
  onDone: (body: string) => Promise<string | null>;
  onCancel?: () => void;
}) {
  const area = useRef<HTMLTextAreaElement>(null);
  const [text, set_text] = useState(initial);
  const [problem, set_problem] = useState<string | null>(null);
  const [busy, set_busy] = useState(false);
  const send = async () => {
    if (!text.trim() || busy) return;
    set_busy(true);
    const said = await onDone(text.trim());
    set_busy(false);
    set_problem(said);
    if (!said) set_text('');
  };
  return (
    <div class="comment-box grow">
      <textarea
        ref={area}
        class="input"
        aria-label="Comment"
        placeholder="Write a comment"
        rows={Math.min(12, Math.max(2, text.split('\n').length + 1))}
        value={text}
        onInput={(event) => set_text(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
            event.preventDefault();
            void send();
          }
          if (event.key === 'Escape') {
            event.preventDefault();
            if (onCancel) onCancel();
            else event.currentTarget.blur();
          }
        }}
      />
      {problem && (
        <p class="problem" role="alert">
          <Icon name="error" size={13} /> {problem}
        </p>
      )}
      {(text.trim() || onCancel) && (
        <div class="row">
          <Button kind="primary" busy={busy} disabled={!text.trim()} onClick={() => void send()} shortcut="mod+enter">
            {action}
          </Button>
          {onCancel && (
            <Button kind="ghost" onClick={onCancel}>
              Cancel
            </Button>
          )}
          <span class="quiet">Markdown works here</span>
        </div>
      )}
    </div>
  );
}
