// SPDX-License-Identifier: Apache-2.0
// A message of two alternatives, written out; and libcurl's SMTP with everything turned off that is not
// needed.
#include "work/mail.h"

#include <curl/curl.h>
#include <pthread.h>
#include <sodium.h>

#include "base/random.h"
#include "format/web_address.h"

#define LINE_BYTES 57   // that make a line of 76 letters of base64
#define HEADER_BYTES 45 // that make an encoded word of at most 75 letters
#define MESSAGE_MAXIMUM (4 << 20)

static void base64_write(const char *data, size_t length, struct buffer *output)
{
    char letters[sodium_base64_ENCODED_LEN(LINE_BYTES, sodium_base64_VARIANT_ORIGINAL)];
    sodium_bin2base64(
        letters, sizeof letters, (const unsigned char *)data, length, sodium_base64_VARIANT_ORIGINAL);
    buffer_string(output, letters);
}

// Encoded words (RFC 2047), whatever the text: nothing in it can end the header. No letter is cut in two.
static void words_write(struct text text, struct buffer *output)
{
    for (size_t at = 0; at < text.length;) {
        size_t length = text.length - at < HEADER_BYTES ? text.length - at : HEADER_BYTES;
        while (
            at + length < text.length && length > 1 && ((unsigned char)text.data[at + length] & 0xC0) == 0x80)
            length--;
        buffer_string(output, at ? "\r\n =?UTF-8?B?" : "=?UTF-8?B?");
        base64_write(text.data + at, length, output);
        buffer_string(output, "?=");
        at += length;
    }
}

static void part_write(const char *boundary, const char *type, struct text body, struct buffer *output)
{
    buffer_print(output,
        "--%s\r\nContent-Type: text/%s; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n", boundary,
        type);
    for (size_t at = 0; at < body.length; at += LINE_BYTES) {
        base64_write(body.data + at, body.length - at < LINE_BYTES ? body.length - at : LINE_BYTES, output);
        buffer_string(output, "\r\n");
    }
}

// What may stand between < and > without ending anything.
static bool is_address(struct text address)
{
    for (size_t i = 0; i < address.length; i++)
        if (address.data[i] <= ' ' || address.data[i] > '~' || strchr("\"<>\\,;", address.data[i]))
            return false;
    return address.length > 0 && address.length <= 254;
}

enum error mail_compose(
    const struct mail_settings *settings, const struct mail *mail, struct buffer *ret_message)
{
    char boundary[RANDOM_TOKEN_SIZE(18)], identifier[RANDOM_TOKEN_SIZE(18)], date[64];
    const struct text from = text_from(settings->from);
    struct tm parts;
    const time_t now = time(NULL);
    if (!is_address(from) || !is_address(mail->to_address)) return ERROR_INVALID;
    random_token(boundary, 18);
    random_token(identifier, 18);
    if (!gmtime_r(&now, &parts) || !strftime(date, sizeof date, "%a, %d %b %Y %H:%M:%S +0000", &parts))
        return ERROR_INTERNAL;
    const size_t at = text_find(from, '@');
    buffer_print(ret_message, "Date: %s\r\nFrom: Tandem <%s>\r\nTo: ", date, settings->from);
    words_write(mail->to_name, ret_message);
    buffer_print(ret_message, "\r\n <%.*s>\r\nSubject: ", TEXT_PRINT(mail->to_address));
    words_write(mail->subject, ret_message);
    buffer_print(ret_message,
        "\r\nMessage-ID: <%s%s>\r\nAuto-Submitted: auto-generated\r\nPrecedence: bulk\r\n", identifier,
        at < from.length ? from.data + at : "@localhost");
    if (mail->settings_link) buffer_print(ret_message, "List-Unsubscribe: <%s>\r\n", mail->settings_link);
    buffer_print(ret_message,
        "MIME-Version: 1.0\r\nContent-Type: multipart/alternative; boundary=\"%s\"\r\n\r\n", boundary);
    part_write(boundary, "plain", mail->text, ret_message);
    part_write(boundary, "html", mail->html, ret_message);
    buffer_print(ret_message, "--%s--\r\n", boundary);
    return buffer_error(ret_message);
}

static void curl_begin(void)
{
    CURLcode ignored = curl_global_init(CURL_GLOBAL_DEFAULT);
    (void)ignored;
}

struct sending {
    struct text rest;
};

static size_t message_give(char *out, size_t size, size_t count, void *closure)
{
    struct sending *sending = closure;
    size_t length = size * count < sending->rest.length ? size * count : sending->rest.length;
    memcpy(out, sending->rest.data, length);
    sending->rest = (struct text){sending->rest.data + length, sending->rest.length - length};
    return length;
}

// Only this machine itself may take mail in the clear.
static bool is_here(const char *server)
{
    struct web_address address;
    char web[600];
    const char *rest = strstr(server, "://");
    snprintf(web, sizeof web, "https%s", rest ? rest : "");
    return web_address_parse(text_from(web), &address) && web_address_is_loopback(&address);
}

static enum error curl_run(CURL *curl, const struct mail_settings *settings, const char *password,
    const char *to, struct text message, char *ret_message)
{
    struct sending sending = {message};
    struct curl_slist *recipients = curl_slist_append(NULL, to);
    if (!recipients) return ERROR_MEMORY;
    curl_easy_setopt(curl, CURLOPT_URL, settings->server);
    curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "smtp,smtps");
    curl_easy_setopt(curl, CURLOPT_PROXY, "");
    curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(curl, CURLOPT_TIMEOUT, (long)MAIL_SECONDS);
    curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT, 10L);
    curl_easy_setopt(curl, CURLOPT_SSLVERSION, (long)CURL_SSLVERSION_TLSv1_2);
    curl_easy_setopt(
        curl, CURLOPT_USE_SSL, is_here(settings->server) ? (long)CURLUSESSL_TRY : (long)CURLUSESSL_ALL);
    if (*settings->user) {
        curl_easy_setopt(curl, CURLOPT_USERNAME, settings->user);
        curl_easy_setopt(curl, CURLOPT_PASSWORD, password);
    }
    curl_easy_setopt(curl, CURLOPT_MAIL_FROM, settings->from);
    curl_easy_setopt(curl, CURLOPT_MAIL_RCPT, recipients);
    curl_easy_setopt(curl, CURLOPT_READFUNCTION, message_give);
    curl_easy_setopt(curl, CURLOPT_READDATA, &sending);
    curl_easy_setopt(curl, CURLOPT_INFILESIZE, (long)message.length);
    curl_easy_setopt(curl, CURLOPT_UPLOAD, 1L);
    CURLcode code = curl_easy_perform(curl);
    long reply = 0;
    curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &reply);
    if (code != CURLE_OK)
        snprintf(ret_message, MAIL_MESSAGE_SIZE, "%.150s (reply %ld)", curl_easy_strerror(code), reply);
    curl_slist_free_all(recipients);
    return code == CURLE_OK ? ERROR_NONE : ERROR_UNAVAILABLE;
}

enum error mail_send(
    const struct mail_settings *settings, struct text password, const struct mail *mail, char *ret_message)
{
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    pthread_once(&once, curl_begin);
    char to[260], secret[4097];
    struct buffer message;
    ret_message[0] = '\0';
    buffer_init(&message, MESSAGE_MAXIMUM);
    enum error error = mail_compose(settings, mail, &message);
    CURL *curl = error ? NULL : curl_easy_init();
    if (!error && !curl) error = ERROR_MEMORY;
    snprintf(to, sizeof to, "%.*s", TEXT_PRINT(mail->to_address));
    snprintf(secret, sizeof secret, "%.*s", TEXT_PRINT(password));
    if (!error) error = curl_run(curl, settings, secret, to, buffer_view(&message), ret_message);
    sodium_memzero(secret, sizeof secret);
    curl_easy_cleanup(curl);
    buffer_free(&message);
    if (error && !*ret_message) snprintf(ret_message, MAIL_MESSAGE_SIZE, "%s", error_sentence(error));
    return error;
}
