// Asks the program, and says in one sentence what went wrong.

async function answer(request) {
  let response;
  try {
    response = await request;
  } catch {
    throw new Error('The program does not answer. Start it again; what you counted is kept.');
  }
  const body = await response.json();
  if (!response.ok) {
    throw new Error(body.error);
  }
  return body;
}

export const get = (path) => answer(fetch(path));

export const post = (path, body = {}) =>
  answer(fetch(path, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) }));
