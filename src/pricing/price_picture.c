// SPDX-License-Identifier: Apache-2.0
// Curves drawn with letters.
#include "pricing/price_picture.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/buffer.h"

enum { WIDTH = 64, HEIGHT = 16, ROOM = 16384 };

struct frame {
    double left, right, top;
    char cell[HEIGHT][WIDTH];
};

static void mark(struct frame *frame, double x, double y, char letter)
{
    double column = (x - frame->left) / (frame->right - frame->left) * (WIDTH - 1);
    double row = (1 - y / frame->top) * (HEIGHT - 1);
    if (!(column >= 0 && column <= WIDTH - 1 && row >= 0 && row <= HEIGHT - 1)) return;
    frame->cell[lround(row)][lround(column)] = letter;
}

static void draw_curve(struct frame *frame, const struct price_curve *curve)
{
    for (size_t i = 0; i < curve->count; i++) {
        mark(frame, curve->x[i], curve->y[i], curve->mark);
        if (curve->is_points || i + 1 == curve->count) continue;
        for (int step = 1; step < WIDTH; step++) {
            double part = (double)step / WIDTH;
            mark(frame, curve->x[i] + part * (curve->x[i + 1] - curve->x[i]),
                curve->y[i] + part * (curve->y[i + 1] - curve->y[i]), curve->mark);
        }
    }
}

// What the picture has to show of the curves.
static bool find_frame(const struct price_curve *curves, size_t count, struct frame *frame)
{
    bool is_any = false;
    *frame = (struct frame){.top = 0};
    memset(frame->cell, ' ', sizeof frame->cell);
    for (size_t c = 0; c < count; c++)
        for (size_t i = 0; i < curves[c].count; i++) {
            double x = curves[c].x[i], y = curves[c].y[i];
            if (!isfinite(x) || !isfinite(y)) continue;
            frame->left = is_any ? fmin(frame->left, x) : x;
            frame->right = is_any ? fmax(frame->right, x) : x;
            frame->top = fmax(frame->top, y);
            is_any = true;
        }
    return is_any && frame->right > frame->left && frame->top > 0;
}

// The number at the left of every third line.
static void axis(struct buffer *buffer, const struct frame *frame, int row, bool is_percent)
{
    double value = frame->top * (1 - (double)row / (HEIGHT - 1));
    char number[32] = "";
    if (row % 3 == 0 && is_percent) (void)snprintf(number, sizeof number, "%.0f %%", 100 * value);
    if (row % 3 == 0 && !is_percent) (void)snprintf(number, sizeof number, "%.4g", value);
    buffer_print(buffer, "%10s |", number);
}

const char *price_picture_draw(
    const struct price_curve *curves, size_t count, bool is_percent, struct arena *arena)
{
    struct frame frame;
    struct buffer buffer;
    char number[32];
    if (!find_frame(curves, count, &frame)) return NULL;
    for (size_t c = 0; c < count; c++)
        draw_curve(&frame, &curves[c]);
    buffer_init(&buffer, ROOM);
    for (int row = 0; row < HEIGHT; row++) {
        int used = WIDTH;
        while (used > 0 && frame.cell[row][used - 1] == ' ')
            used--;
        axis(&buffer, &frame, row, is_percent);
        buffer_print(&buffer, "%.*s\n", used, frame.cell[row]);
    }
    buffer_print(&buffer, "%10s +", "");
    for (int column = 0; column < WIDTH; column++)
        buffer_character(&buffer, '-');
    (void)snprintf(number, sizeof number, "%.6g", frame.right);
    buffer_print(&buffer, "\n%12s%-*.6g%s\n%12s", "", WIDTH - (int)strlen(number), frame.left, number, "");
    for (size_t c = 0; c < count; c++)
        buffer_print(&buffer, "%s%c %s", c ? "   " : "", curves[c].mark, curves[c].name);
    buffer_character(&buffer, '\n');
    const char *picture = buffer_error(&buffer) ? NULL : text_copy(buffer_view(&buffer), arena);
    buffer_free(&buffer);
    return picture;
}
