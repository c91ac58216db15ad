"""What every speed claim is measured with: one program a goal, one JSON line a figure.

goal  program                    what it measures
P1    peers (make bench-peers)   receive, decode and dispatch beside upbit-sdk, ccxt.pro, pyupbit, cryptofeed
P2    desk_flood                 the whole desk at 20,000 msg/s: late frames, CPU
P3    wire_to_pixel              push to painted orderbook at 30, 330, 1,000 and 5,000 msg/s
P4    wire_to_pixel, demo_cpu    CPU of the desk on the whole KRW market's rate, and on the demo market
P5    paint_orderbook, paint_markets, paint_chart (and paint_tape, which has no gate)
      peers (make bench-peers)   the chart beside finplot and vnpy
P6    start, desk_growth         first painted window, idle memory; growth (--long: ten million messages)
P7    peers (make bench-peers)   a message's cost with 855 symbols, and with 200 clients that do not match
P8    symbol_switch              click on the market list to the new book painted, demo market running
P9    exchange_speed             order to its myOrder frame, orders matched, book frames served

A program ends with 1 when a figure missed its gate, and a last line on stderr names those that did.

x11_window NAME… runs any of them with a real window (Xvfb, openbox), x11_burst measures P2 and P4 on the demo
exchange at `--scenario burst`. profile_cost is what the desk's own profiler costs; event_loop what a message
costs the loop. The others (orders, keys, exchange, sockets) show promises of reliability and carry the names
of those goals: G1, K1 ...
"""
