// Markdown to vnodes through the lexer of marked: no strings of HTML anywhere, raw HTML shows as the text it is.
import { lexer, type Token, type Tokens } from 'marked';
import type { ComponentChildren } from 'preact';

/** Only addresses that cannot run anything. */
function safe_address(address: string): string | undefined {
  return /^(https?:|mailto:|\/|#)/i.test(address.trim()) ? address.trim() : undefined; // allowed-here: a pattern
}

const entities: Record<string, string> = { '&amp;': '&', '&lt;': '<', '&gt;': '>', '&quot;': '"', '&#39;': "'" };
const plain = (text: string): string => text.replace(/&(amp|lt|gt|quot|#39);/g, (entity) => entities[entity]!);

const inline = (tokens: Token[] | undefined): ComponentChildren =>
  (tokens ?? []).map((token, index) => draw(token, index));

function draw(token: Token, key: number): ComponentChildren {
  switch (token.type) {
    case 'paragraph':
      return <p key={key}>{inline(token.tokens)}</p>;
    case 'text':
      return (token as Tokens.Text).tokens ? inline((token as Tokens.Text).tokens) : plain(token.raw);
    case 'escape':
      return plain((token as Tokens.Escape).text);
    case 'heading': {
      // A record has its own headings: those inside a text come below them.
      const Heading = `h${Math.min(6, (token as Tokens.Heading).depth + 2)}` as 'h3';
      return <Heading key={key}>{inline(token.tokens)}</Heading>;
    }
    case 'strong':
      return <strong key={key}>{inline(token.tokens)}</strong>;
    case 'em':
      return <em key={key}>{inline(token.tokens)}</em>;
    case 'del':
      return <del key={key}>{inline(token.tokens)}</del>;
    case 'codespan':
      return <code key={key}>{plain((token as Tokens.Codespan).text)}</code>;
    case 'code':
      return (
        <pre key={key}>
          <code>{(token as Tokens.Code).text}</code>
        </pre>
      );
    case 'br':
      return <br key={key} />;
    case 'hr':
      return <hr key={key} />;
    case 'blockquote':
      return <blockquote key={key}>{inline(token.tokens)}</blockquote>;
    case 'link': {
      const href = safe_address((token as Tokens.Link).href);
      return href ? (
        <a
          key={key}
          class="link"
          href={href}
          rel="noopener noreferrer nofollow"
          target={/^https?:/i.test(href) ? '_blank' : undefined}
        >
          {inline(token.tokens)}
        </a>
      ) : (
        <span key={key}>{inline(token.tokens)}</span>
      );
    }
    case 'image':
      return <span key={key}>{(token as Tokens.Image).text || (token as Tokens.Image).href}</span>;
    case 'list': {
      const list = token as Tokens.List;
      const items = list.items.map((item, index) => (
        <li key={index}>
          {item.task && (
            <input type="checkbox" checked={item.checked} disabled aria-label={item.checked ? 'done' : 'to do'} />
          )}
          {inline(item.tokens)}
        </li>
      ));
      return list.ordered ? (
        <ol key={key} start={Number(list.start) || 1}>
          {items}
        </ol>
      ) : (
        <ul key={key}>{items}</ul>
      );
    }
    case 'table': {
      const table = token as Tokens.Table;
      return (
        <table key={key}>
          <thead>
            <tr>
              {table.header.map((cell, index) => (
                <th key={index}>{inline(cell.tokens)}</th>
              ))}
            </tr>
          </thead>
          <tbody>
            {table.rows.map((row, index) => (
              <tr key={index}>
                {row.map((cell, column) => (
                  <td key={column}>{inline(cell.tokens)}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      );
    }
    case 'space':
    case 'def':
      return null;
    default:
      return token.raw;
  }
}

export const render_markdown = (source: string): ComponentChildren =>
  inline(lexer(source, { gfm: true, breaks: true }));
