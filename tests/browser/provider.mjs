// A real OpenID provider (the npm package oidc-provider) on loopback, with people and groups that a case chooses.
import { generateKeyPairSync, randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import { Provider } from 'oidc-provider';
import { free_port } from './server.mjs';

const kinds = {
  RS256: ['rsa', { modulusLength: 2048 }],
  PS256: ['rsa', { modulusLength: 2048 }],
  ES256: ['ec', { namedCurve: 'P-256' }],
};

function make_key(algorithm) {
  const { privateKey } = generateKeyPairSync(...kinds[algorithm]);
  return { ...privateKey.export({ format: 'jwk' }), kid: randomUUID(), use: 'sig', alg: algorithm };
}

/**
 * Another site than the program's (localhost, not 127.0.0.1), as a provider is. `people` maps a login to its claims; the case
 * may change it. `claims_in_token: false` leaves them to the userinfo page.
 */
export async function start_provider({ client, secret, redirect, people }) {
  const port = await free_port();
  const issuer = `http://localhost:${port}`;
  let listener = null;
  const start = async ({ algorithm = 'RS256', claims_in_token = true } = {}) => {
    const provider = new Provider(issuer, {
      clients: [
        {
          client_id: client,
          client_secret: secret,
          redirect_uris: [redirect],
          response_types: ['code'],
          grant_types: ['authorization_code'],
          id_token_signed_response_alg: algorithm,
        },
      ],
      jwks: { keys: [make_key(algorithm)] },
      cookies: { keys: [randomUUID()] },
      claims: { openid: ['sub', 'groups'], email: ['email', 'email_verified'], profile: ['name'] },
      conformIdTokenClaims: !claims_in_token,
      ttl: { AccessToken: 600, AuthorizationCode: 60, Grant: 600, IdToken: 600, Interaction: 600, Session: 600 },
      findAccount: async (_, login) =>
        people[login] && { accountId: login, claims: async () => ({ sub: login, ...people[login] }) },
    });
    listener = createServer(provider.callback());
    await new Promise((resolve, reject) => {
      listener.once('error', reject);
      listener.listen(port, 'localhost', resolve);
    });
  };
  const stop = () =>
    new Promise((resolve) => {
      if (!listener) return resolve();
      listener.close(resolve);
      listener.closeAllConnections();
      listener = null;
    });
  await start();
  return {
    issuer,
    stop,
    /** The same provider with new keys, as after a rotation. */
    restart: async (options) => {
      await stop();
      await start(options);
    },
  };
}
