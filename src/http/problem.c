// SPDX-License-Identifier: Apache-2.0
// The one place where an error becomes a reply.
#include "http/problem.h"

#include "format/json_writer.h"

static void write_problem(const struct problem *problem, struct json_writer *writer)
{
    json_write_object_begin(writer);
    json_write_key(writer, "field");
    json_write_string(writer, problem->field);
    json_write_key(writer, "message");
    json_write_string(writer, problem->message);
    if (problem->line) {
        json_write_key(writer, "line");
        json_write_integer(writer, problem->line);
    }
    if (problem->column) {
        json_write_key(writer, "column");
        json_write_integer(writer, problem->column);
    }
    json_write_object_end(writer);
}

static void write_problems(const struct problem_list *problems, struct json_writer *writer)
{
    json_write_key(writer, "errors");
    json_write_array_begin(writer);
    for (const struct problem *problem = problems ? problems->first : NULL; problem; problem = problem->next)
        write_problem(problem, writer);
    json_write_array_end(writer);
}

// The members of an object that is JSON already, put into the one that is being written.
static void write_members(struct text object, struct buffer *body)
{
    if (object.length <= 2) return;
    buffer_character(body, ',');
    buffer_add(body, object.data + 1, object.length - 2);
}

void problem_reply_write(
    const struct problem_reply *problem, const struct request *request, struct reply *reply)
{
    enum error error = problem->error;
    reply->status = error_status(error);
    reply_header(reply, "Content-Type", "application/problem+json");
    if ((error == ERROR_BUSY || error == ERROR_RATE) && !reply_header_value(reply, "Retry-After"))
        reply_header(reply, "Retry-After", "1");
    if (error == ERROR_UNAUTHENTICATED) reply_header(reply, "WWW-Authenticate", "Bearer realm=\"Tandem\"");
    struct json_writer writer;
    json_writer_init(&writer, &reply->body);
    json_write_object_begin(&writer);
    json_write_key(&writer, "type");
    json_write_string(&writer, arena_print(request->arena, "/problems/%s", error_name(error)));
    json_write_key(&writer, "title");
    json_write_string(&writer, error_sentence(error));
    json_write_key(&writer, "status");
    json_write_integer(&writer, reply->status);
    json_write_key(&writer, "detail");
    json_write_string(&writer, problem->detail ? problem->detail : error_hint(error));
    json_write_key(&writer, "instance");
    json_write_string(&writer, request->id);
    write_problems(problem->problems, &writer);
    if (problem->member) {
        json_write_key(&writer, problem->member);
        json_write_raw(&writer, problem->json);
    } else {
        write_members(problem->json, &reply->body);
    }
    json_write_object_end(&writer);
}
