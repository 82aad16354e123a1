// The grammar, in reading order: letters and tokens, literals, expressions, conditions, tables, declarations,
// statements, the file. `grammar/mou.peg` says the same for people; a test holds them against each other.
//
// need<R> commits: what stands there is R or a mistake that messages.h words. Rules that a later pass must see are
// listed in nodes.def.
#pragma once

#include "grammar/forms.h"
#include "grammar/keywords.h"

namespace mou::grammar {

// ---- Letters and tokens -------------------------------------------------------------------------------------------
// clang-format off

struct idchar      : pegtl::ranges<'a', 'z', 'A', 'Z', '0', '9', '_', '_'> {};
struct digit       : pegtl::range<'0', '9'> {};
struct digits      : plus<digit> {};
struct eol         : pegtl::one<'\n'> {};
struct ident       : seq<pegtl::range<'a', 'z'>, star<idchar>> {};

// A list's comma: `1,474` is one number, so a blank stands between a comma and a digit.
struct comma       : seq<pegtl::one<','>, not_at<digit>, blanks> {};

struct operator_word : any_word<operator_words> {};
struct naming_word   : any_word<naming_words> {};
struct numbered_word : any_word<numbered_words> {};
struct quoting_word  : any_word<quoting_words> {};
struct quote         : pegtl::one<'"'> {};

// A statement word counts when what it needs follows, so that a column may be called `bank` or `order`. The name that
// follows may not be a statement word with something behind it in its turn.
struct id_text     : seq<not_at<operator_word>, plus<pegtl::alnum>, star<pegtl::one<'.', '-'>, plus<pegtl::alnum>>,
                         opt<pegtl::one<'('>, plus<pegtl::lower>, pegtl::one<')'>>, not_at<idchar>> {};
struct any_need    : sor<id_text, quote> {};
struct other_start : seq<sor<naming_word, numbered_word, quoting_word>, any_need> {};
struct free_ident  : seq<not_at<operator_word>, not_at<other_start>, ident> {};
struct starts_name     : seq<naming_word, free_ident> {};
struct starts_number   : seq<numbered_word, not_at<other_start>, id_text> {};
struct starts_text     : seq<quoting_word, quote> {};
struct starts_only     : seq<word<"only">, word<"one">, word<"of">> {};
struct starts_require  : seq<word<"require">, sor<free_ident, digit, pegtl::one<'('>, word<"not">, word<"the">, pegtl::one<'$'>, quote>> {};
struct statement_ahead : sor<starts_name, starts_number, starts_text, starts_only, starts_require> {};
struct reserved        : sor<operator_word, statement_ahead> {};

struct plain_name  : seq<not_at<reserved>, ident, blanks> {};
struct dotted_name : seq<ident, pegtl::one<'.'>, ident, blanks> {};
struct name        : sor<dotted_name, plain_name> {};
struct id          : seq<id_text, blanks> {};
struct ids         : seq<need<id>, star<comma, id>, opt<word<"and">, need<id>>> {};
struct pages       : seq<digits, opt<pegtl::one<'-'>, digits>, not_at<idchar>, blanks> {};

// ---- Clocks and units ---------------------------------------------------------------------------------------------

struct period_word : sor<word<"period">, word<"periods">> {};
struct day_word    : sor<word<"day">, word<"days">> {};
struct year_word   : sor<word<"year">, word<"years">> {};
struct period_clock: seq<sor<word<"pay">, word<"work">>, period_word> {};
struct day_clock   : seq<sor<word<"pay">, word<"working">>, day_word> {};
struct year_clock  : seq<sor<word<"calendar">, word<"fiscal">, word<"service">>, year_word> {};
struct clock       : sor<period_clock, day_clock, year_clock, plain_name> {};
struct unit        : sor<sign<"%">, clock> {};
struct per_unit    : seq<word<"per">, need<unit>> {};
struct each_clock  : seq<word<"each">, need<clock>> {};

// ---- Literals -----------------------------------------------------------------------------------------------------

struct grouped     : seq<digit, opt<digit>, opt<digit>, plus<pegtl::one<','>, digit, digit, digit>, not_at<digit>> {};
struct number_text : seq<sor<grouped, digits>, opt<pegtl::one<'.'>, digits>> {};
struct number      : seq<number_text, not_at<idchar>, blanks> {};
struct percent     : seq<number_text, pegtl::one<'%'>, blanks> {};
struct date        : seq<digit, digit, digit, digit, pegtl::one<'-'>, digit, digit, pegtl::one<'-'>, digit, digit,
                         not_at<idchar>, blanks> {};
struct time        : seq<digit, digit, pegtl::one<':'>, digit, digit, not_at<idchar>, blanks> {};

// A text may run over lines, but not over an empty one, nor over one that starts a statement: that is an open quote.
struct margin      : star<pegtl::one<' ', '\t', '\r'>> {};
struct text_line   : seq<eol, margin, not_at<sor<eol, eof, statement_ahead>>> {};
struct text_char   : pegtl::not_one<'"', '\n'> {};
struct string      : seq<quote, star<sor<text_char, text_line>>, need<quote>, blanks> {};

struct dollars     : seq<pegtl::one<'$'>, need<number>> {};
struct quantity    : sor<seq<dollars, opt<per_unit>>, percent, seq<number, opt<unit>, opt<per_unit>>> {};

// ---- Expressions --------------------------------------------------------------------------------------------------

struct expr;
struct factor;
struct primary;
struct cond;
struct ref;
struct period;

struct the_        : opt<word<"the">> {};
struct nothing     : word<"nothing"> {};

struct added       : seq<sign<"+">, need<struct term>> {};
struct minus       : seq<pegtl::one<'-'>, at<sor<pegtl::one<' ', '\t', '\r', '\n'>, pegtl::one<'#'>>>, blanks> {};
struct subtracted  : seq<minus, need<struct term>> {};
struct multiplied  : seq<sign<"*">, need<factor>> {};
struct divided     : seq<sign<"/">, need<factor>> {};
struct more_factors: star<sor<multiplied, divided>> {};
struct more_terms  : star<sor<added, subtracted>> {};
struct term        : seq<factor, more_factors> {};
struct expr        : seq<term, more_terms> {};

struct percent_of  : seq<percent, word<"of">, need<factor>> {};
struct factor      : deeper<sor<percent_of, primary>> {};
struct as_of       : seq<word<"as">, need<word<"of">>, need<primary>> {};
struct primary     : deeper<seq<struct atom, opt<as_of>>> {};

// the lesser of a, b and c: single things; what has an operator stands in parentheses.
struct among_word  : sor<word<"lesser">, word<"greater">, word<"earlier">, word<"later">, word<"total">, word<"average">,
                         word<"highest">, word<"lowest">, word<"latest">> {};
struct members     : seq<star<comma, need<factor>>, word<"and">, need<factor>> {};
struct among       : seq<the_, among_word, word<"of">, need<factor>, need<members>> {};

// the total of e over rows: only as a whole value or in parentheses.
struct fold_word   : sor<word<"total">, word<"average">, word<"highest">, word<"lowest">, word<"latest">> {};
struct fold_start  : seq<the_, fold_word, word<"of">> {};
struct members_next: at<sor<comma, word<"and">>> {};
struct over_rows   : seq<need<word<"over">>, need<struct rows>> {};
struct fold_among  : seq<members_next, need<members>, more_factors, more_terms> {};
struct fold_total  : seq<more_factors, more_terms, over_rows> {};
struct fold        : seq<fold_start, need<factor>, sor<fold_among, fold_total>> {};
struct count       : seq<the_, word<"number">, word<"of">, need<struct rows>> {};
struct lone_count  : refuse<seq<the_, word<"number">, word<"of">>> {};

struct where       : seq<word<"where">, need<cond>> {};
struct each_       : opt<word<"each">> {};
struct previous_   : opt<word<"previous">> {};
struct so_far      : seq<word<"so">, need<word<"far">>> {};
struct window_of   : seq<sor<word<"of">, word<"including">>, need<primary>> {};
struct window      : seq<word<"in">, need<word<"the">>, previous_, need<clock>, opt<sor<so_far, window_of>>> {};
struct rows        : seq<each_, clock, opt<where>, opt<window>> {};

struct extreme     : sor<word<"lowest">, word<"highest">> {};
struct end_word    : sor<word<"first">, word<"last">> {};
struct else_       : seq<word<"else">, need<expr>> {};
struct search_where: seq<word<"where">, need<cond>, opt<else_>> {};
struct search      : sor<seq<word<"the">, extreme, need<name>, need<search_where>>,
                         seq<word<"the">, end_word, name, search_where>> {};

struct ordinal     : sor<word<"first">, word<"second">, word<"third">, word<"fourth">, word<"fifth">, word<"last">> {};
struct month       : sor<word<"January">, word<"February">, word<"March">, word<"April">, word<"May">, word<"June">,
                         word<"July">, word<"August">, word<"September">, word<"October">, word<"November">,
                         word<"December">> {};
struct weekday     : sor<word<"Monday">, word<"Tuesday">, word<"Wednesday">, word<"Thursday">, word<"Friday">,
                         word<"Saturday">, word<"Sunday">> {};
struct of_period   : seq<word<"of">, need<period>> {};
struct month_name  : seq<month, opt<of_period>> {};
struct month_day   : seq<month, number, opt<of_period>> {};
struct nth_of      : sor<period, month_name> {};
struct nth         : seq<word<"the">, ordinal, opt<number>, need<clock>, need<word<"of">>, need<nth_of>> {};
struct edge        : sor<word<"start">, word<"end">> {};
struct boundary    : seq<word<"the">, edge, word<"of">, need<period>> {};

struct shift       : sor<word<"previous">, word<"next">> {};
struct relation    : sor<word<"including">, word<"following">> {};
struct related     : seq<relation, need<primary>> {};
struct shifted     : seq<word<"the">, shift, need<clock>> {};
struct around      : seq<word<"the">, clock, opt<related>> {};
struct every_one   : seq<word<"each">, need<clock>> {};
struct period      : deeper<sor<shifted, around, every_one>> {};
struct the_period  : seq<at<word<"the">>, period> {};

struct whole_units : sor<word<"years">, word<"months">> {};
struct completed   : seq<word<"completed">, whole_units, need<word<"since">>, need<primary>> {};
struct within      : seq<word<"within">, need<primary>, need<word<"to">>, need<primary>> {};
struct stretch     : seq<word<"the">, word<"hours">, word<"from">, need<expr>, need<word<"to">>, need<expr>, opt<within>> {};
struct direction   : sor<word<"after">, word<"before">> {};
struct offset      : seq<direction, need<primary>> {};
struct measured    : seq<quantity, opt<offset>> {};
struct previous    : seq<word<"previous">, need<ref>> {};
struct arguments   : seq<sign<"(">, need<expr>, star<comma, need<expr>>, need<sign<")">>> {};
struct ref         : seq<name, opt<arguments>> {};
struct parentheses : seq<sign<"(">, need<struct inner>, need<sign<")">>> {};
struct atom        : sor<date, time, measured, string, parentheses, among, search, nth, boundary, stretch, month_day,
                         month_name, weekday, the_period, completed, previous, nothing, seq<lone_count, ref>> {};

// ---- Values: an expression and what limits it ---------------------------------------------------------------------

struct rounding_way: sor<word<"up">, word<"down">> {};
struct the_unit    : seq<word<"the">, need<unit>> {};
struct step        : sor<the_unit, quantity> {};
struct rounded     : seq<word<"rounded">, opt<rounding_way>, need<word<"to">>, need<step>> {};
struct limit_word  : sor<word<"least">, word<"most">> {};
struct at_least    : seq<word<"at">, word<"least">, need<expr>> {};
struct at_most     : seq<word<"at">, word<"most">, need<expr>, opt<each_clock>> {};
struct suffix      : seq<comma, sor<rounded, at_least, at_most>> {};
struct suffixes    : star<suffix> {};
struct whole       : sor<fold, count, expr> {};
struct single      : seq<whole, suffixes> {};
struct from_file   : seq<word<"from">, word<"file">, need<string>> {};
struct value       : sor<from_file, struct table, single> {};

// What stands in parentheses is a value or a condition; which of them is wanted is looked at after reading, so that
// nothing is read twice.
struct inner_fold  : seq<fold_start, need<factor>,
                         sor<seq<fold_among, opt<struct compared>, struct chain>, fold_total>> {};
struct inner       : seq<sor<inner_fold, count, cond>, suffixes> {};

// ---- Conditions ---------------------------------------------------------------------------------------------------

struct one_of      : seq<word<"one">, word<"of">, need<struct or_list>> {};
struct or_list     : seq<factor, star<comma, need<factor>>, need<word<"or">>, need<factor>> {};
struct at_limit    : seq<word<"at">, need<limit_word>, need<expr>> {};
struct more_less   : sor<word<"more">, word<"less">> {};
struct than        : seq<more_less, need<word<"than">>, need<expr>> {};
struct presence    : sor<word<"recorded">, word<"empty">> {};
struct on_or       : seq<word<"on">, word<"or">, need<direction>, need<expr>> {};
struct on_date     : seq<word<"on">, need<expr>> {};
struct before_after: seq<direction, need<expr>> {};
struct not_what    : sor<one_of, presence, expr> {};
struct is_not      : seq<word<"not">, need<not_what>> {};
struct is_         : seq<word<"is">, need<struct is_what>> {};
struct is_what     : sor<is_not, one_of, at_limit, than, presence, on_or, on_date, before_after, expr> {};
struct becomes     : seq<word<"becomes">, need<expr>> {};
struct compared    : sor<is_, on_or, before_after, becomes> {};
struct negated     : seq<word<"not">, need<struct test>> {};
struct test        : deeper<sor<negated, seq<expr, opt<compared>>>> {};
struct mixed_or    : refuse<word<"or">> {};
struct mixed_and   : refuse<word<"and">> {};
struct all_of      : seq<plus<word<"and">, need<test>>, mixed_or> {};
struct any_of      : seq<plus<word<"or">, need<test>>, mixed_and> {};
struct chain       : opt<sor<all_of, any_of>> {};
struct cond        : seq<test, chain> {};

// ---- Tables -------------------------------------------------------------------------------------------------------

struct bar         : sign<"|"> {};
struct row_end     : eof {};
struct key_number  : seq<sor<dollars, percent, number>, opt<unit>, opt<per_unit>> {};
struct any_other   : seq<word<"any">, word<"other">> {};
struct key_range   : seq<key_number, word<"to">, need<key_number>> {};
struct or_more     : seq<key_number, word<"or">, need<word<"more">>> {};
struct under       : seq<word<"under">, key_number> {};
struct word_char   : sor<pegtl::ranges<'a', 'z', 'A', 'Z', '0', '9', '_', '_'>,
                         pegtl::one<' ', '\t', '\'', '&', '/', '.', '-', '(', ')', ':'>, pegtl::range<'\x80', '\xff'>> {};
struct key_words   : seq<pegtl::alpha, star<word_char>> {};
struct key_entry   : sor<string, key_words> {};
struct key_list    : seq<key_entry, star<comma, key_entry>> {};
struct key_cell    : seq<sor<any_other, key_range, or_more, key_number, under, key_list>, at<bar>> {};
struct cell        : seq<single> {};

struct cross_header: seq<bar, bar, need<key_cell>, need<bar>, star<key_cell, need<bar>>, need<row_end>> {};
struct cross_row   : seq<bar, need<key_cell>, need<bar>, need<cell>, need<bar>, star<cell, need<bar>>, need<row_end>> {};
struct plain_row   : seq<bar, star<key_cell, bar, not_at<row_end>>, need<cell>, need<bar>, need<row_end>> {};
struct cross       : seq<one_line<cross_header>, plus<one_line<cross_row>>> {};
struct table       : sor<cross, plus<one_line<plain_row>>> {};

// ---- What statements share ----------------------------------------------------------------------------------------

struct when        : seq<word<"when">, need<cond>> {};
struct unless      : seq<word<"unless">, need<cond>> {};
struct otherwise   : word<"otherwise"> {};
struct from        : seq<word<"from">, need<expr>> {};
struct until       : seq<word<"until">, need<expr>> {};
struct instead_of  : seq<word<"instead">, need<word<"of">>, ids> {};
struct moments     : seq<need<primary>, star<comma, primary>, opt<word<"and">, need<primary>>> {};
struct on          : seq<word<"on">, moments> {};
struct paid_on     : seq<word<"paid">, need<word<"on">>, moments> {};
struct for_each    : seq<word<"for">, need<word<"each">>, need<name>> {};
struct missed      : seq<word<"missed">, need<string>> {};
struct mod         : sor<when, unless, otherwise, from, until, instead_of, on, paid_on, for_each, missed> {};
struct mods        : star<opt<comma>, mod> {};

struct bounds      : seq<word<"from">, expr, word<"to">, need<expr>> {};
struct in_steps    : seq<word<"in">, word<"steps">, need<word<"of">>, need<quantity>> {};
struct limits      : seq<opt<bounds>, opt<in_steps>> {};
struct in_unit     : seq<word<"in">, need<unit>, opt<per_unit>, limits> {};
struct a_date      : seq<word<"a">, word<"date">> {};
struct a_time      : seq<word<"a">, word<"time">> {};
struct whole_number: seq<word<"a">, word<"whole">, need<word<"number">>, limits> {};
struct a_number    : seq<word<"a">, word<"number">, limits> {};
struct a_text      : word<"text"> {};
struct yes_or_no   : seq<word<"yes">, word<"or">, need<word<"no">>> {};
struct choices     : seq<word<"one">, word<"of">, need<name>, star<comma, need<name>>, need<word<"or">>, need<name>> {};
struct type_form   : sor<a_date, a_time, whole_number, a_number, a_text, yes_or_no, choices> {};
struct is_type     : seq<word<"is">, need<type_form>> {};
struct type        : sor<in_unit, is_type> {};
struct keys        : seq<word<"by">, need<name>, star<comma, name>, opt<word<"and">, need<name>>> {};
struct starting    : seq<word<"starting">, need<word<"at">>, need<expr>> {};
struct by_default  : seq<word<"default">, need<expr>> {};
struct head_part   : sor<type, each_clock, keys, starting, by_default> {};
struct head        : star<opt<comma>, head_part> {};
struct title       : seq<string> {};

// ---- Statements ---------------------------------------------------------------------------------------------------

struct page_word   : sor<word<"page">, word<"pages">> {};
struct on_page     : seq<opt<comma>, page_word, need<pages>> {};
struct heading     : seq<need<id>, need<title>, opt<on_page>, mods> {};
struct article     : seq<word<"article">, heading> {};
struct clause      : seq<word<"clause">, heading> {};

struct rule        : seq<sign<"=">, need<value>, mods> {};
struct declared    : seq<need<name>, opt<title>, head> {};
struct rules       : star<rule> {};
struct figure      : seq<word<"figure">, declared, rules> {};
struct pay         : seq<word<"pay">, declared, rules> {};
struct deduct      : seq<word<"deduct">, declared, rules> {};
struct deadline    : seq<word<"deadline">, declared, rules> {};
struct fact        : seq<word<"fact">, declared> {};
struct key         : seq<word<"key">, declared> {};
struct measure     : seq<word<"measure">, need<name>, opt<title>> {};

struct flow_word   : sor<word<"earns">, word<"uses">, word<"cashes">, word<"loses">> {};
struct adds        : seq<flow_word, need<value>, opt<each_clock>> {};
struct moves       : seq<word<"moves">, need<value>, need<word<"to">>, need<name>, opt<each_clock>> {};
struct converts    : seq<word<"converts">, need<word<"to">>, need<value>> {};
struct is_lost     : seq<word<"is">, word<"lost">> {};
struct is_paid     : seq<word<"is">, word<"paid">, need<word<"as">>, need<name>> {};
struct moves_to    : seq<word<"moves">, need<word<"to">>, need<name>> {};
struct fate        : sor<is_lost, is_paid, moves_to> {};
struct the_rest    : seq<opt<comma>, word<"the">, word<"rest">, need<fate>> {};
struct holds       : seq<word<"holds">, need<word<"at">>, need<word<"most">>, need<value>, opt<the_rest>> {};
struct flow        : sor<adds, moves, converts, holds> {};
struct of_the_unit : seq<word<"of">, need<word<"the">>, need<word<"unit">>> {};
struct bank        : seq<word<"bank">, need<name>, opt<title>, opt<opt<comma>, in_unit>, opt<opt<comma>, of_the_unit>,
                         opt<opt<comma>, starting>, opt<flow, mods>> {};

struct raise       : seq<word<"raise">, need<name>, need<word<"by">>, need<value>, mods> {};
struct change      : seq<word<"change">, need<name>, need<word<"to">>, need<value>, mods> {};

struct which       : sor<word<"greatest">, word<"first">> {};
struct only_one    : seq<word<"only">, need<word<"one">>, need<word<"of">>, need<name>, star<comma, name>,
                         need<word<"and">>, need<name>, opt<comma>, need<word<"the">>, need<which>, mods> {};
struct require     : seq<word<"require">, need<cond>, opt<each_clock>, mods, opt<title>> {};

struct rank_word   : sor<word<"earliest">, word<"latest">, word<"highest">, word<"lowest">> {};
struct rank        : seq<opt<comma>, rank_word, need<word<"first">>> {};
struct sort_key    : seq<expr, opt<rank>> {};
struct then_key    : seq<opt<comma>, word<"then">, need<sort_key>> {};
struct order       : seq<word<"order">, need<name>, opt<title>, need<word<"of">>, need<name>, opt<where>, opt<for_each>,
                         need<word<"by">>, need<sort_key>, star<then_key>> {};

struct used_choice : seq<opt<comma>, word<"used">, need<name>> {};
struct because     : seq<word<"because">, need<string>> {};
struct choice_sep  : sor<comma, word<"or">> {};
struct reading     : seq<word<"reading">, need<name>, need<title>, need<word<"is">>, need<name>, star<choice_sep, name>,
                         need<used_choice>, opt<because>> {};

struct on_day      : seq<word<"on">, need<primary>> {};
struct column      : seq<need<name>, need<sign<"=">>, need<expr>> {};
struct with        : seq<word<"with">, column, star<comma, column>> {};
struct equals      : seq<sign<"=">, need<value>> {};
struct given_what  : sor<equals, with> {};
struct given       : seq<need<ref>, opt<on_day>, need<given_what>, opt<from>> {};
struct gives       : seq<need<ref>, need<equals>, opt<on_day>> {};
struct given_list  : seq<word<"given">, given, star<comma, not_at<word<"gives">>, given>> {};
struct gives_list  : seq<word<"gives">, gives, star<comma, not_at<word<"given">>, gives>> {};
struct example     : seq<word<"example">, need<title>, star<opt<comma>, sor<given_list, gives_list>>> {};

struct assume      : seq<word<"assume">, need<ref>, need<equals>, mods> {};
struct cited       : sor<string, id> {};
struct cites       : seq<word<"cites">, need<cited>, star<comma, cited>> {};
struct prose       : seq<word<"prose">, need<string>> {};
struct outside     : seq<word<"outside">, need<name>, need<string>, head> {};

struct dated       : seq<opt<comma>, word<"dated">, need<name>> {};
struct of_the_city : seq<word<"of">, need<word<"the">>, need<word<"city">>> {};
struct from_table  : seq<word<"from">, need<name>, opt<where>> {};
struct event       : seq<word<"event">, need<name>, opt<title>, opt<dated>, opt<of_the_city>, opt<from_table>> {};

struct every       : seq<word<"every">, need<quantity>, need<word<"from">>, need<expr>> {};
struct days_of     : seq<word<"each">, need<clock>, mods> {};
struct clock_form  : sor<every, days_of> {};
struct paid_day    : seq<word<"paid">, need<word<"on">>, need<primary>> {};
struct clock_stmt  : seq<word<"clock">, need<clock>, opt<title>, need<clock_form>, opt<paid_day>> {};

struct statement   : sor<article, clause, figure, pay, deduct, deadline, fact, key, bank, raise, change, only_one, require,
                         order, reading, example, assume, cites, prose, outside, measure, event, clock_stmt> {};

// ---- The file -----------------------------------------------------------------------------------------------------

struct header_kind : sor<word<"contract">, word<"amendment">, word<"proposal">, word<"city">, word<"assumptions">> {};
struct parties     : seq<word<"parties">, need<string>, star<comma, need<string>>> {};
struct in_force    : seq<word<"term">, need<date>, need<word<"to">>, need<date>> {};
struct approved    : seq<word<"approved">, need<date>> {};
struct succeeds    : seq<word<"succeeds">, need<name>> {};
struct amends      : seq<word<"amends">, need<name>> {};
struct document    : seq<word<"document">, need<string>> {};
struct uses        : seq<word<"uses">, need<name>, star<comma, need<name>>> {};
struct covers      : seq<word<"covers">, need<cond>> {};
struct half        : sor<word<"up">, word<"down">> {};
struct tie         : seq<word<"rounding">, need<word<"half">>, need<half>> {};
struct property    : sor<parties, in_force, approved, succeeds, amends, document, uses, covers, tie> {};
struct header      : seq<header_kind, need<name>, opt<title>, star<property>> {};

struct opening     : seq<blanks, opt<recovering<header, statement_ahead>>> {};
struct file        : seq<opening, star<recovering<statement, statement_ahead>>, eof> {};
// clang-format on

}  // namespace mou::grammar
